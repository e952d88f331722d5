//! row: 16
//! mistakes: 2
//! shows: A stage is its own fallback.
//! remedy: Use `retry(…)`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| pay(&order, 2)).await?
    }

    Later(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| store(order)).or_else_unknown(|_| pay(&order, 2)).await?
    }
}

fn main() {}
