//! row: 1
//! mistakes: 2
//! shows: A pipeline in a flow gets something of another type or number.
//! remedy: Pass what the pipeline takes, by value.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        Pricing(&order).await?
    }

    Two(order: Order) -> u32 {
        Pricing(order, 1).await?
    }
}

fn main() {}
