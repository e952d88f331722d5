#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Vec<u32> {
        for line in each(&order.lines).concurrent(0) {
            stock(line).await?
        }
    }
}

fn main() {}
