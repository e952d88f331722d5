//! row: 15
//! mistakes: 1
//! shows: A pipeline is retried, and what it runs is retried too.
//! remedy: Retry at one level only, lower the attempts, or write `#[amplification(20)]` if it is meant.

#[path = "../shop.rs"]
mod shop;

use orch::{agent, pipeline};
use shop::*;

/// Takes the money, with a key.
#[agent(idempotent, retry(attempts = 5))]
async fn charge(order: &Order) -> Result<Receipt, Trouble> {
    Ok(Receipt { id: order.id })
}

pipeline! {
    Payment(order: Order) -> Receipt {
        charge(&order).await?
    }

    Checkout(order: Order) -> Receipt {
        Payment(order).with(retry(attempts = 4)).await?
    }
}

fn main() {}
