//! row: 12
//! mistakes: 3
//! shows: A stage names what should undo it, and that does not fit.
//! remedy: An undo takes the inputs by reference and then `Option<&Output>`; what changes nothing needs none.
//!   rustc's `.clone()` mends nothing: it is the undo that has to take a reference.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

async fn undo(_order: &Order, _amount: &u32, _receipt: Option<&Receipt>) {}

pipeline! {
    Shop(order: Order) -> Receipt {
        let paid = pay(&order, 1).with(compensate = store).await?;
        let _ = check(&order).await?;
        paid
    }

    NoAgent(order: Order) -> Receipt {
        pay(&order, 1).with(compensate = undo).await?
    }

    Quiet(order: Order) -> u32 {
        price(&order).with(compensate = nothing("it only looks")).await?
    }
}

fn main() {}
