//! Retries at several levels: what the compiler allows, and that a stage is attempted as often as it says.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::sync::atomic::{AtomicU32, Ordering};

use orch::{Classify, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("busy")]
#[transient]
pub struct Busy;

static CHARGED: AtomicU32 = AtomicU32::new(0);

/// Never succeeds.
#[agent(idempotent, retry(attempts = 5, backoff = none))]
async fn charge(_n: u64) -> Result<u64, Busy> {
    CHARGED.fetch_add(1, Ordering::SeqCst);
    Err(Busy)
}

/// Many attempts at one level multiply nothing.
#[agent(reads, retry(attempts = 20, backoff = none))]
async fn ask(n: u64) -> Result<u64, Busy> {
    Ok(n)
}

#[agent(reads)]
async fn look(n: u64) -> Result<u64, Busy> {
    Ok(n)
}

pipeline! {
    pub Payment(n: u64) -> u64 {
        charge(n).await?
    }

    /// What is meant is written.
    #[amplification(20)]
    pub Checkout(n: u64) -> u64 {
        Payment(n).with(retry(attempts = 4, backoff = none)).await?
    }

    /// It adds nothing, and need not say it again.
    pub Shop(n: u64) -> u64 {
        Checkout(n).await?
    }

    pub Asking(n: u64) -> u64 {
        ask(n).await?
    }

    /// Nested, and retried within only.
    pub Once(n: u64) -> u64 {
        let first = Asking(n).await?;
        Asking(first).named("again").with(retry(attempts = 1)).await?
    }

    pub Looking(n: u64) -> u64 {
        look(n).await?
    }

    /// Nested, and retried without only.
    pub Patient(n: u64) -> u64 {
        Looking(n).with(retry(attempts = 20)).await?
    }

    /// Items are no attempts.
    pub Items(list: Vec<u64>) -> Vec<u64> {
        for n in each(list) {
            Asking(n).await?
        }
    }

    pub Other(n: u64) -> u64 {
        charge(n).await?
    }

    /// Nor are the links of a chain: each is below the limit.
    #[amplification(16)]
    pub Chain(n: u64) -> u64 {
        Payment(n)
            .with(retry(attempts = 3, backoff = none))
            .or_else(|_| Other(n).with(retry(attempts = 3, backoff = none)))
            .or_else(|_| Asking(n))
            .await?
    }
}

#[tokio::test(start_paused = true)]
async fn a_stage_is_attempted_as_often_as_the_compiler_says() {
    let before = CHARGED.load(Ordering::SeqCst);
    let failure = Shop(1).run().await.unwrap_err();
    assert!(failure.stage.ends_with("Payment/charge"), "{failure}");
    assert_eq!(CHARGED.load(Ordering::SeqCst) - before, 20);
    assert_eq!(Chain(7).run().await.unwrap(), 7);
    assert_eq!(CHARGED.load(Ordering::SeqCst) - before, 20 + 15 + 15);
}

#[tokio::test]
async fn one_level_may_retry_as_often_as_it_likes() {
    assert_eq!(Once(3).run().await.unwrap(), 3);
    assert_eq!(Patient(3).run().await.unwrap(), 3);
    assert_eq!(Items(vec![3, 4]).run().await.unwrap(), [3, 4]);
}
