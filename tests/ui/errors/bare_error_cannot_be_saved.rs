//! row: 19
//! mistakes: 3
//! shows: A flow keeps the error of a stage, which cannot be saved.
//! remedy: Add the serde derives to the error, or put `?` behind the `.await`.

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

pipeline! {
    Meant(order: Order) -> u32 {
        let _ = look(&order).await;
        price(&order).await?
    }

    Named(order: Order) -> bool {
        let found = look(&order).await;
        found.is_ok()
    }

    Condition(order: Order) -> u32 {
        if let Ok(amount) = look(&order).await { amount } else { price(&order).await? }
    }
}

fn main() {}
