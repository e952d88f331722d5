//! row: 1
//! mistakes: 3
//! shows: The mistakes of the others, in a pipeline that is written as a function.
//! remedy: The same remedies.

#[path = "../shop.rs"]
mod shop;

use shop::*;

#[orch::flow]
async fn Shop(order: Order) -> Receipt {
    let amount = price(&order).await?;
    store(amount).await?
}

#[orch::flow]
async fn Unused(order: Order) -> Receipt {
    let amount = price(&order).await?;
    store(order).await?
}

#[orch::flow]
fn NotAsync(order: Order) -> Receipt {
    store(order).await?
}

fn main() {}
