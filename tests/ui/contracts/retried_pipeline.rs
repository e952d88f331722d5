//! row: 11
//! mistakes: 1
//! shows: A pipeline that changes the world once is retried.
//! remedy: Leave `retry` out.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Paying(order: Order) -> Receipt {
        pay(&order, 1).await?
    }
}

pipeline! {
    Shop(order: Order) -> Receipt {
        Paying(order).with(retry(attempts = 3)).await?
    }
}

fn main() {}
