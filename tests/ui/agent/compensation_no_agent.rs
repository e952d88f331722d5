//! row: 12
//! mistakes: 1
//! shows: What should undo an agent is a plain async function.
//! remedy: Put `#[agent(idempotent)]` on it: an undo is retried until it succeeds.

use orch::agent;

pub struct Order;

async fn undo(_order: &Order, _receipt: Option<&()>) {}

#[agent(once, compensate = undo)]
async fn charge(_order: &Order) {}

fn main() {}
