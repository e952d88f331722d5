//! row: 1
//! mistakes: 2
//! shows: The same mistake in plain Rust and in a flow: the same words.
//! remedy: Pass what the agent takes.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

// What rustc says of the same mistake in plain Rust.
async fn shop(order: Order) -> Result<Receipt, Trouble> {
    let amount = price(&order).await;
    Ok(store(amount).await)
}

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(amount).await?
    }
}

fn main() {}
