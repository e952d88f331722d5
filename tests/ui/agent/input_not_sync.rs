//! row: 18
//! mistakes: 1
//! shows: An agent takes a reference to what threads cannot share.
//! remedy: Take a type that is `Sync`: an atomic or a `Mutex` instead of `Cell` and `RefCell`.

use std::cell::Cell;

use orch::agent;

#[agent(pure)]
async fn counts(_cell: &Cell<u8>) {}

fn main() {}
