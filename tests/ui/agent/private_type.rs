//! row: 0
//! mistakes: 1
//! shows: A `pub` agent takes a private type.
//! remedy: Make the type as visible as the agent.

use orch::agent;

struct Order;

#[agent(pure)]
pub async fn price(_order: &Order) -> u32 {
    1
}

fn main() {}
