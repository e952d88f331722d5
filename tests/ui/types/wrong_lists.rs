#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Number(order: Order) -> u32 {
        for line in each(&order.amount) {
            let _ = stock(line).await?;
        }
        1
    }

    Item(order: Order) -> Vec<u32> {
        for line in each(&order.lines) {
            price(&line).await?
        }
    }

    Collected(order: Order) -> Vec<String> {
        for line in each(&order.lines) {
            stock(&line).await?
        }
    }
}

fn main() {}
