#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    WrongType(order: Order, count: u32) -> u32 {
        let price = price(&order).await?;
        if price > count { restart(count, order).await } else { price }
    }

    TooFew(order: Order, count: u32) -> u32 {
        let price = price(&order).await?;
        if price > count { restart(order).await } else { price }
    }
}

fn main() {}
