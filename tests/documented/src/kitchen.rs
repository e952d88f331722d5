//! What is not public has no page, and no link leads to one.

use orch::agent;

/// Cooks.
#[agent(reads)]
pub(crate) async fn cook(paid: u64) -> u64 {
    paid
}
