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
