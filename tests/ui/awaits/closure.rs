//! row: 9
//! mistakes: 2
//! shows: A stage stands in a closure or in an `async` block.
//! remedy: Use `for … in each(…)`, or write the stage in the flow before.

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
