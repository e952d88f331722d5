//! row: 8
//! mistakes: 2
//! shows: A bound stands where there is no loop of rounds, or is no number.
//! remedy: Write `#[rounds(5)]` before a `loop` with a stage in it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    NoNumber(order: Order) -> u32 {
        #[rounds(many)]
        loop {
            break price(&order).await?;
        }
    }

    Items(order: Order) -> u32 {
        #[rounds(3)]
        for line in &order.lines {
            let _ = stock(line).await?;
        }
        1
    }
}

fn main() {}
