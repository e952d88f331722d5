//! row: 16
//! mistakes: 2
//! shows: A pipeline as fallback, or a fallback of a pipeline, gives another type.
//! remedy: Let both give one type.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    ByPipeline(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| Pricing(order)).await?
    }

    OfPipeline(order: Order) -> u32 {
        Pricing(order).or_else(|_| store(order)).await?
    }
}

fn main() {}
