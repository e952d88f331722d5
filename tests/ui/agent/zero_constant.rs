use std::time::Duration;

use orch::agent;

const LIMIT: Duration = Duration::ZERO;

#[agent(reads, timeout = LIMIT)]
async fn look() {}

const NEVER: u32 = 0;

#[agent(reads, retry(attempts = NEVER))]
async fn look_never() {}

fn main() {}
