use std::cell::Cell;

use orch::agent;

#[agent(pure)]
async fn counts(_cell: &Cell<u8>) {}

fn main() {}
