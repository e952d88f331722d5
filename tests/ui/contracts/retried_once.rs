#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1).with(retry(attempts = 3)).await?
    }

    Fine(order: Order) -> Receipt {
        store(order).with(retry(attempts = 3), timeout = 1s).await?
    }

    Single(order: Order) -> Receipt {
        pay(&order, 1).with(retry(attempts = 1)).await?
    }
}

fn main() {}
