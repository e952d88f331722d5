#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1)
            .or_else(|_| store(order))
            .or_else(|_| price(&order))
            .await?
    }
}

fn main() {}
