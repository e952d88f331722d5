//! row: 4
//! mistakes: 1
//! shows: A stage calls a variable.
//! remedy: Call the agent by its own name.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        let work = price;
        work(&order).await?
    }
}

fn main() {}
