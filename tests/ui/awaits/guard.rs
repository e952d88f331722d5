//! row: 9
//! mistakes: 1
//! shows: A stage stands in the guard of a `match`.
//! remedy: Give it a `let` before the `match`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        match order.id {
            1 if price(&order).await? > 3 => 1,
            _ => 2,
        }
    }
}

fn main() {}
