//! row: 16
//! mistakes: 3
//! shows: A fallback gives another type than its stage.
//! remedy: Let both give one type.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| price(&order)).await?
    }

    Bound(order: Order) -> Receipt {
        let paid = pay(&order, 1).or_else(|_| price(&order)).await?;
        paid
    }

    Looked(order: Order) -> Receipt {
        match pay(&order, 1).or_else(|_| price(&order)).await {
            Ok(paid) => paid,
            Err(_) => Receipt { id: 0 },
        }
    }
}

fn main() {}
