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
