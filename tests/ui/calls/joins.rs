//! row: 4
//! mistakes: 4
//! shows: Stages are joined by macros of a runtime.
//! remedy: Write them one after another: what only looks runs side by side. The first of several is
//!   `race(…)`, and a longest time is `.with(timeout = …)`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Joins(order: Order) -> u32 {
        let (left, right) = tokio::join!(price(&order), Pricing(order.clone()));
        left + right
    }

    Awaits(order: Order) -> u32 {
        let amount = price(&order).await?;
        let (left, right) = join!(price(&order).await, check(&order).await);
        left + right + amount
    }

    Tries(order: Order) -> u32 {
        let (left, _) = futures::try_join!(price(&order), check(&order))?;
        left
    }

    Selects(order: Order) -> u32 {
        tokio::select! {
            amount = price(&order) => amount,
            _ = tokio::time::sleep(limit) => 0,
        }
    }
}

fn main() {}
