//! row: 7
//! mistakes: 3
//! shows: Two pipelines have one name, or the name is that of a function.
//! remedy: Give each a name of its own, in the case of types.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Twice(order: Order) -> u32 {
        price(&order).await?
    }

    Twice(order: Order) -> Receipt {
        store(order).await?
    }

    price_of(order: Order) -> u32 {
        price(&order).await?
    }
}

#[orch::flow]
async fn market_data(order: Order) -> u32 {
    price(&order).await?
}

fn main() {
    drop(price_of);
}
