//! Pipelines as stages of pipelines.

use orch::pipeline;

use crate::agents::{flaky, look, pay, refuse};

pipeline! {
    /// Runs within others.
    pub Inner(n: u64) -> u64 {
        let seen = look(n).await?;
        let tried = flaky(seen).await?;
        pay(tried).await?
    }

    /// A pipeline as a stage, twice.
    pub Outer(n: u64) -> u64 {
        let first = Inner(n).await?;
        let paid = pay(first).await?;
        let second = Inner(paid).named("again").await?;
        second + 1
    }

    /// Fails, and may be tried again.
    pub Doomed(n: u64) -> u64 {
        let paid = pay(n).await?;
        refuse(paid).await?
    }

    /// A pipeline that is tried again, and then given up for another way.
    pub Trying(n: u64) -> u64 {
        let saved = Doomed(n).with(retry(attempts = 2, backoff = constant(3ms), jitter = none)).or_else(|_| pay(n + 1)).await?;
        pay(saved).named("last").await?
    }

    /// Waits for a person.
    pub Asks(n: u64) -> u64 {
        let paid = pay(n).await?;
        let more = signal::<u64>("more").key(format!("{n}")).await?;
        pay(paid + more).named("last").await?
    }

    /// Waits within: for each of a list.
    pub Askers(list: Vec<u64>) -> Vec<u64> {
        for n in each(list).concurrent(2) {
            Asks(n).await?
        }
    }
}
