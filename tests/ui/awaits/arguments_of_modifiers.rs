//! row: 9
//! mistakes: 2
//! shows: A stage stands in the closure of a key, or in a length of time.
//! remedy: Give it a `let` before.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Key(order: Order) -> Vec<u32> {
        for line in each(&order.lines).key(|line| stock(line).await?) {
            stock(line).named("again").await?
        }
    }

    Method(order: Order) -> u32 {
        order.lines.iter().map(|line| line.count).filter(|count| price(&order).await? > *count).sum()
    }
}

fn main() {}
