//! row: 3
//! mistakes: 2
//! shows: A stage waits for a value that is made below, or for something that is no value of a stage.
//! remedy: Name the variable of a stage further up.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Below(order: Order) -> u32 {
        let amount = price(&order).after(&paid).await?;
        let paid = pay(&order, amount).await?;
        paid.id as u32
    }

    NoVariable(order: Order) -> u32 {
        price(&order).after(1).await?
    }
}

fn main() {}
