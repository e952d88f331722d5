//! row: 26
//! mistakes: 1
//! shows: A pipeline that keeps nothing is submitted to a durable store.
//! remedy: Run it in memory, or take `#[ephemeral]` away.

use orch::{Orchestrator, agent, pipeline};

#[agent(reads)]
async fn look(n: u32) -> u32 {
    n
}

pipeline! {
    #[ephemeral]
    pub Preview(n: u32) -> u32 {
        look(n).await?
    }
}

async fn submit(orchestrator: &Orchestrator) {
    let _ = orchestrator.submit(Preview(1)).await;
}

fn main() {}
