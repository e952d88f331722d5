//! row: 1
//! mistakes: 3
//! shows: Stages of another crate get something of another type.
//! remedy: Pass what the agent or pipeline takes.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use other_crate::deep::deeper::double as doubled;

pipeline! {
    Shop(order: Order) -> u64 {
        other_crate::weigh(&order).await?
    }

    Deep(order: Order) -> u64 {
        doubled(order.lines).await?
    }

    Pipeline(order: Order) -> Receipt {
        let weight = other_crate::Heavy(order).await?;
        Receipt { id: weight }
    }
}

fn main() {}
