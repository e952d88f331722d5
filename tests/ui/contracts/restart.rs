//! row: 1
//! mistakes: 2
//! shows: `restart` gets other arguments than the pipeline takes.
//! remedy: Pass the pipeline's own parameters in their order.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    WrongType(order: Order, count: u32) -> u32 {
        let price = price(&order).await?;
        if price > count { restart(count, order).await } else { price }
    }

    TooFew(order: Order, count: u32) -> u32 {
        let price = price(&order).await?;
        if price > count { restart(order).await } else { price }
    }
}

fn main() {}
