//! row: 24
//! mistakes: 8
//! shows: A length of time without a unit, with an unknown one, or of zero.
//! remedy: Write a number with its unit, `50ms`, `2s`, `5min`, `1h` or `7d`, without quotes.

use orch::agent;

#[agent(reads, timeout = 5)]
async fn no_unit() {}

#[agent(reads, timeout = 5sec)]
async fn cousin() {}

#[agent(reads, timeout = 5parsec)]
async fn unknown_unit() {}

#[agent(reads, timeout = 0s)]
async fn zero() {}

#[agent(reads, timeout = "2s")]
async fn quoted() {}

#[agent(reads, timeout = 2 s)]
async fn apart() {}

const LIMIT: u32 = 5;

#[agent(reads, timeout = LIMIT)]
async fn not_a_duration() {}

#[agent(reads, timeout = 2s, heartbeat = 10s)]
async fn never_missed(_cx: &orch::Context) {}

fn main() {}
