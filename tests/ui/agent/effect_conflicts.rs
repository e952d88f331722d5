//! row: 11
//! mistakes: 5
//! shows: An agent has an option that its effect does not allow.
//! remedy: Take the option away, or choose the effect that is true of everything the agent does.

use orch::agent;

#[agent(once, retry(attempts = 3))]
async fn pay() {}

#[agent(once, hedge(after = 1s))]
async fn pay_twice() {}

#[agent(idempotent, cache(ttl = 5min))]
async fn store() {}

#[agent(reads, cache(capacity = 10))]
async fn look() {}

#[agent(pure, once)]
async fn both() {}

fn main() {}
