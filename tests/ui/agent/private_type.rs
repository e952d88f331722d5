//! row: 0
//! mistakes: 4
//! shows: A `pub` agent takes or gives a private type.
//! remedy: Make the type as visible as the agent, or the agent `pub(crate)`.

use orch::{Classify, agent};

struct Order;

struct Store;

#[derive(Debug, thiserror::Error, Classify)]
#[error("closed")]
#[permanent]
struct Closed;

#[agent(pure)]
pub async fn price(_order: &Order) -> u32 {
    1
}

#[agent(reads)]
pub async fn weigh(_count: u32, #[resource] _store: &Store) -> u32 {
    1
}

#[agent(pure)]
pub async fn make() -> Order {
    Order
}

#[agent(pure)]
pub async fn open() -> Result<u32, Closed> {
    Ok(1)
}

fn main() {}
