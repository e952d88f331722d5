//! row: 8
//! mistakes: 2
//! shows: A variable changes in items that run side by side, or was not declared as one that changes.
//! remedy: Let each item give a value; or write a plain `for` and `let mut sum: u32`.

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
