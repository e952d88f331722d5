//! row: 7
//! mistakes: 3
//! shows: The name of a stage is no identifier.
//! remedy: Write a text of letters, digits and `_`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        price(&order).named("the price").await?
    }

    Kind(order: Order) -> u32 {
        price(&order).named(first).await?
    }

    Old(order: Order) -> u32 {
        price(&order).was("").await?
    }
}

fn main() {}
