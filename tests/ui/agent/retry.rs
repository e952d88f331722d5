//! row: 24
//! mistakes: 12
//! shows: `retry` is misspelled, or its numbers make no sense.
//! remedy: Write `retry(attempts = 4, backoff = exponential(50ms, max = 2s), jitter = full)`; the first call counts.

use orch::agent;

#[agent(reads, retry = 3)]
async fn as_a_number() {}

#[agent(reads, retry)]
async fn bare() {}

#[agent(reads, retry())]
async fn empty() {}

#[agent(reads, retry(retries = 3))]
async fn retries() {}

#[agent(reads, retry(attempts = 0))]
async fn none() {}

#[agent(reads, retry(attempts = 3s))]
async fn with_unit() {}

#[agent(reads, retry(attempts = 3, jiter = full))]
async fn part() {}

#[agent(reads, retry(attempts = 3, jitter = fuller, backoff = exponental(50ms)))]
async fn values() {}

#[agent(reads, retry(attempts = 3, backoff = exponential(5s, max = 2s)))]
async fn shrinking() {}

#[agent(reads, retry(attempts = 3, backoff = constant))]
async fn no_wait() {}

#[agent(reads, retry(attempts = 3, budget = 20%))]
async fn budget() {}

fn main() {}
