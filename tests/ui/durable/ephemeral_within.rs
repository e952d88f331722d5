//! row: 26
//! mistakes: 1
//! shows: A pipeline that keeps its runs has one that keeps none as a stage.
//! remedy: Put `#[ephemeral]` on both, or on neither.

use orch::{agent, pipeline};

#[agent(reads)]
async fn look(n: u32) -> u32 {
    n
}

pipeline! {
    #[ephemeral]
    pub Preview(n: u32) -> u32 {
        look(n).await?
    }

    pub Outer(n: u32) -> u32 {
        Preview(n).await?
    }

    /// Fine: neither keeps anything.
    #[ephemeral]
    pub Memory(n: u32) -> u32 {
        Preview(n).await?
    }
}

fn main() {}
