//! row: 1
//! mistakes: 3
//! shows: A stage gets something of another type.
//! remedy: Pass what the agent takes; lend with `&` where it takes a reference.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(amount).await?
    }

    Lent(order: Order) -> u32 {
        price(order).await?
    }

    Field(order: Order) -> Receipt {
        pay(&order, order.lines).await?
    }
}

fn main() {}
