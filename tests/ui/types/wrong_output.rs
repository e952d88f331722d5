//! row: 1
//! mistakes: 3
//! shows: The body of a pipeline gives another type than its head says.
//! remedy: Let the last expression have the type behind `->`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        price(&order).await?
    }

    Glue(order: Order) -> u64 {
        let amount = price(&order).await?;
        amount + 1
    }

    Nothing(order: Order) -> Receipt {
        mail("x".to_string()).await?;
    }
}

fn main() {}
