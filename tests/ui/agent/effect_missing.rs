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
