//! row: 3
//! mistakes: 2
//! shows: A value does not exist.
//! remedy: Write a name of the flow.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        store(ordr).await?
    }

    Glue(order: Order) -> u32 {
        let twice = amount * 2;
        order.amount + twice
    }
}

fn main() {}
