//! row: 24
//! mistakes: 2
//! shows: A flow passes the context to a stage.
//! remedy: Leave it away: an agent gets its own.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Passed(order: Order) -> u32 {
        price(&order, cx).await?
    }

    Lent(order: Order) -> u32 {
        price(&context, &order).await?
    }
}

fn main() {}
