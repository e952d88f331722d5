//! row: 10
//! mistakes: 4
//! shows: An agent does not say what a call does to the world.
//! remedy: Write the effect as the first word: `pure`, `reads`, `idempotent` or `once`.

use orch::agent;

#[agent]
async fn says_nothing() {}

#[agent(timeout = 2s)]
async fn options_only() {}

#[agent(read)]
async fn misspelled() {}

#[agent(timeout = 2s, reads)]
async fn late() {}

fn main() {}
