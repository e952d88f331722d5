#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await;
        pay(&order, amount).await?
    }
}

fn main() {}
