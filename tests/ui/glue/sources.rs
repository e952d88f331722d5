//! row: 25
//! mistakes: 3
//! shows: A clock, a random number or an id stands in code that is computed anew after a restart.
//! remedy: Write `now().await`, `random().await`, `uuid().await`, or give the `let` a type.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Clock(order: Order) -> String {
        let at = std::time::SystemTime::now();
        let amount = price(&order).await?;
        format!("{amount} {at:?}")
    }

    Argument(order: Order) -> Receipt {
        pay(&order, rand::random()).await?
    }

    Id(order: Order) -> String {
        let id = Uuid::new_v4();
        mail(id.to_string()).await?;
        order.id.to_string()
    }
}

fn main() {}
