//! Pipelines as stages of pipelines, recursion, and runs that begin anew.

use orch::pipeline;

use crate::agents::{fetch, look, pay, put};

pipeline! {
    pub Inner(n: u64) -> u64 {
        let seen = look(n).await?;
        let more = fetch(&seen).await?;
        pay(more).await?
    }

    pub Outer(n: u64) -> u64 {
        let side = look(n).named("side").await?;
        let first = Inner(n).await?;
        let paid = pay(first).await?;
        let second = Inner(paid).named("again").with(timeout = 9s).await?;
        put(second + side).await?
    }

    /// Tried again as a whole, and then given up for another way.
    pub Trying(n: u64) -> u64 {
        let saved = Inner(n).with(retry(attempts = 2, backoff = constant(300ms), jitter = none)).or_else(|_| pay(n)).await?;
        put(saved).named("last").await?
    }

    /// Waits for a person, in a run within the run.
    pub Asks(n: u64) -> u64 {
        let seen = look(n).await?;
        let more = signal::<u64>("more").key(format!("{}", n % 2)).await?;
        sleep(3s).await;
        put(seen + more).named("last").await?
    }

    pub Askers(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(list).concurrent(2) {
            Asks(n).await?
        };
        all.iter().sum::<u64>()
    }

    #[depth(3)]
    pub Deep(n: u64) -> u64 {
        let seen = look(n).await?;
        let more: u64 = if seen.is_multiple_of(2) {
            Deep(seen / 2).await?
        } else {
            seen
        };
        put(more).await?
    }

    pub Anew(n: u64, left: u64) -> u64 {
        let seen = look(n).await?;
        let paid = pay(seen).await?;
        match left {
            0 => paid,
            left => restart(paid, left - 1).await,
        }
    }
}
