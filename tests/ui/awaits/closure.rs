#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Vec<u32> {
        order.lines.iter().map(|line| stock(line).await?).collect()
    }

    Async(order: Order) -> u32 {
        let later = async { price(&order).await };
        drop(later);
        1
    }
}

fn main() {}
