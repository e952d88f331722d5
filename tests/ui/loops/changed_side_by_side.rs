#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Sum(order: Order) -> u32 {
        let mut sum: u32 = 0;
        for line in each(&order.lines) {
            sum += stock(&line).await?;
        }
        sum
    }

    Fixed(order: Order) -> u32 {
        let sum: u32 = 0;
        for line in &order.lines {
            sum += stock(&line).await?;
        }
        sum
    }
}

fn main() {}
