//! row: 11
//! mistakes: 1
//! shows: A stage retries what must happen once.
//! remedy: Leave `retry` out, or make the agent `idempotent` with the key of its context.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1).with(retry(attempts = 3)).await?
    }

    Fine(order: Order) -> Receipt {
        store(order).with(retry(attempts = 3), timeout = 1s).await?
    }

    Single(order: Order) -> Receipt {
        pay(&order, 1).with(retry(attempts = 1)).await?
    }
}

fn main() {}
