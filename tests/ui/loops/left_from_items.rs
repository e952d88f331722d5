//! row: 9
//! mistakes: 2
//! shows: An item of a fan-out leaves for all.
//! remedy: Give the item a value and decide behind the loop, or write a plain `for`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        for line in each(&order.lines) {
            if line.count == 0 {
                return 0;
            }
            let _ = stock(line).await?;
        }
        1
    }

    Continue(order: Order) -> u32 {
        for line in each(&order.lines) {
            if line.count == 0 {
                continue;
            }
            let _ = stock(line).await?;
        }
        1
    }
}

fn main() {}
