//! row: 16
//! mistakes: 1
//! shows: One fallback in a chain gives another type.
//! remedy: Let all give one type.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1)
            .or_else(|_| store(order))
            .or_else(|_| price(&order))
            .await?
    }
}

fn main() {}
