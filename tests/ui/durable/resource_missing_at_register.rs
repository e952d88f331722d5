//! row: 20
//! mistakes: 1
//! shows: A resource is missing where a pipeline is registered.
//! remedy: Add a field of type `Arc<Bank>` to the resources.

use orch::{Orchestrator, agent, pipeline};

pub struct Bank;

#[agent(idempotent)]
async fn pay(n: u32, #[resource] bank: &Bank) -> u32 {
    let _ = bank;
    n
}

pipeline! {
    pub Paying(n: u32) -> u32 {
        pay(n).await?
    }
}

#[derive(Clone, orch::Resources)]
pub struct App {}

fn main() {
    let _ = Orchestrator::builder().resources(App {}).register::<Paying>();
}
