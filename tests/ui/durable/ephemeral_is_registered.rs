//! row: 26
//! mistakes: 1
//! shows: A pipeline that keeps nothing is registered for durable runs.
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

fn main() {
    let _ = Orchestrator::builder().register::<Preview>();
}
