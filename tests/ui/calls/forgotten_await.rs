//! row: 1
//! mistakes: 3
//! shows: The `.await` of a stage is forgotten.
//! remedy: Write `.await?` behind the call of the agent, not behind the variable.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        price(&order)
    }

    Let(order: Order) -> Receipt {
        let amount = price(&order);
        pay(&order, amount).await?
    }

    Question(order: Order) -> u32 {
        price(&order)?
    }
}

fn main() {}
