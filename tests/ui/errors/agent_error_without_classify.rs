//! row: 19
//! mistakes: 1
//! shows: A flow calls an agent whose error has no class: it is told once, at the agent.
//! remedy: Add `#[derive(orch::Classify)]` to the error.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Debug)]
pub struct Odd;

#[orch::agent(reads)]
async fn look(order: &Order) -> Result<u32, Odd> {
    if order.big { Err(Odd) } else { Ok(order.amount) }
}

pipeline! {
    Shop(order: Order) -> u32 {
        look(&order).await?
    }
}

fn main() {}
