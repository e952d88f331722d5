//! row: 24
//! mistakes: 13
//! shows: An option of an agent is misspelled, repeated, contradictory or written in another form.
//! remedy: The message names the nearest option and its form.

use orch::agent;

#[agent(reads, timout = 2s)]
async fn misspelled() {}

#[agent(reads, bananas)]
async fn unknown() {}

#[agent(reads, timeout = 2s, timeout = 3s)]
async fn repeated() {}

#[agent(reads, blocking, spawn)]
async fn contradictory() {}

#[agent(reads, retries = 3)]
async fn retries() {}

#[agent(reads, timeout(2s), spawn = yes, timeout)]
async fn misformed() {}

#[agent(reads, name = fetch)]
async fn unquoted() {}

#[agent(reads, name = "fetch quote")]
async fn spaced() {}

#[agent(reads, breaker(window = 30s), rate_limit = 100/s)]
async fn not_built() {}

#[agent(reads)]
#[agent(pure)]
async fn twice() {}

fn main() {}
