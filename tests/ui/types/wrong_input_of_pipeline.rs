#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        Pricing(&order).await?
    }

    Two(order: Order) -> u32 {
        Pricing(order, 1).await?
    }
}

fn main() {}
