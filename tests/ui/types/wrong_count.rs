//! row: 1
//! mistakes: 3
//! shows: A stage gets too few or too many arguments.
//! remedy: Pass what stands between the parentheses of the agent.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    TooFew(order: Order) -> Receipt {
        pay(&order).await?
    }

    TooMany(order: Order) -> u32 {
        price(&order, 1).await?
    }

    None(order: Order) -> Receipt {
        store().await?
    }
}

fn main() {}
