//! row: 10
//! mistakes: 3
//! shows: The effect of an agent is written otherwise.
//! remedy: Write it as it stands in the table: one lower-case word.

use orch::agent;

#[agent(Reads)]
async fn upper_case() {}

#[agent(effect = reads)]
async fn as_an_option() {}

#[agent("pure")]
async fn quoted() {}

fn main() {}
