//! Values without an order of their own.

use std::collections::HashMap;

use orch::pipeline;

use crate::agents::{calc, look, tally};

pipeline! {
    pub Tallies(n: u64) -> u64 {
        let seen = look(n).await?;
        let tally: HashMap<String, u64> = tally(seen).await?;
        let all: HashMap<String, u64> = tally.iter().map(|(name, n)| (format!("all {name}"), n + 1)).collect();
        calc(all.values().sum::<u64>(), tally.len() as u64).await?
    }
}
