#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        price(&order).with(timeout = none).await?
    }
}

fn main() {}
