//! row: 19
//! mistakes: 2
//! shows: A flow matches on an error that cannot be saved.
//! remedy: Add the serde derives to the error.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Debug, Clone, thiserror::Error, orch::Classify)]
#[error("odd")]
#[permanent]
pub struct Odd;

#[orch::agent(reads)]
async fn look(order: &Order) -> Result<u32, Odd> {
    if order.big { Err(Odd) } else { Ok(order.amount) }
}

#[orch::agent(reads)]
async fn guess(order: &Order, failed: orch::Failed<Odd>) -> Result<u32, Odd> {
    failed.error.map_or(Ok(order.amount), Err)
}

pipeline! {
    Fine(order: Order) -> u32 {
        look(&order).await?
    }

    Matched(order: Order) -> u32 {
        match look(&order).await {
            Ok(amount) => amount,
            Err(_) => 0,
        }
    }

    Handed(order: Order) -> u32 {
        look(&order).or_else(|failed| guess(&order, failed)).await?
    }
}

fn main() {}
