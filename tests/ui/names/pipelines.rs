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
