//! Agents, types and pipelines of another crate.

use orch::{agent, pipeline};
use serde::{Deserialize, Serialize};

/// A parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// In grams.
    pub weight: u64,
}

/// Weighs again.
#[agent(pure)]
pub async fn weigh(parcel: &Parcel) -> u64 {
    parcel.weight
}

/// Agents in a module.
pub mod deep {
    /// Agents in a module of a module.
    pub mod deeper {
        use orch::agent;

        /// Doubles.
        #[agent(pure)]
        pub async fn double(n: u64) -> u64 {
            n * 2
        }
    }
}

pipeline! {
    /// Weighs twice as much.
    pub Heavy(parcel: Parcel) -> u64 {
        let weight = weigh(&parcel).await?;
        deep::deeper::double(weight).await?
    }
}

/// Takes it to the post.
#[agent(idempotent, retry(attempts = 6))]
pub async fn post(parcel: Parcel) -> u64 {
    parcel.weight
}

pipeline! {
    /// Posts it.
    pub Posting(parcel: Parcel) -> u64 {
        post(parcel).await?
    }
}

/// Sends it.
#[agent(idempotent)]
pub async fn ship(parcel: &Parcel) -> u64 {
    parcel.weight
}
