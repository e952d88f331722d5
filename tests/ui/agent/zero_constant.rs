//! row: 24
//! mistakes: 2
//! shows: A constant gives a length of time or a number of attempts that is zero.
//! remedy: Give the constant a value above zero, or leave the option out.

use std::time::Duration;

use orch::agent;

const LIMIT: Duration = Duration::ZERO;

#[agent(reads, timeout = LIMIT)]
async fn look() {}

const NEVER: u32 = 0;

#[agent(reads, retry(attempts = NEVER))]
async fn look_never() {}

fn main() {}
