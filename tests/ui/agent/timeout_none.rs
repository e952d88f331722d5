//! row: 13
//! mistakes: 2
//! shows: An agent may take forever and shows no sign of life.
//! remedy: Add `heartbeat = 10s`, a parameter `cx: &Context`, and call `cx.heartbeat()`.

use orch::{Context, agent};

#[agent(reads, timeout = none)]
async fn forever() {}

#[agent(reads, timeout = none, heartbeat = 10s)]
async fn cannot_beat() {}

#[agent(reads, timeout = none, heartbeat = 10s)]
async fn fine(cx: &Context) {
    cx.heartbeat();
}

fn main() {}
