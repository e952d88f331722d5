//! row: 13
//! mistakes: 1
//! shows: A stage lifts the timeout of its agent.
//! remedy: Write `timeout = none` on the agent, beside its `heartbeat`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        price(&order).with(timeout = none).await?
    }
}

fn main() {}
