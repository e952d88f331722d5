//! The flows that are measured. Steps are trivial: they add one to 200 bytes of JSON, so that what is measured is the engine.
#![allow(unreachable_pub, reason = "a pipeline is public to be like its users'")]

use std::sync::atomic::Ordering;

use orch::{agent, pipeline};
use serde::{Deserialize, Serialize};

/// What goes from step to step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub id: u64,
    pub text: String,
}

/// 200 bytes as JSON.
pub(super) fn record(id: u64) -> Record {
    Record { id, text: "x".repeat(178) }
}

fn plus_one(before: &Record) -> Record {
    Record { id: before.id + 1, text: before.text.clone() }
}

#[agent(idempotent)]
async fn change(before: &Record) -> Record {
    plus_one(before)
}

#[agent(reads)]
async fn look(before: &Record) -> Record {
    plus_one(before)
}

/// Ends unless the process was told to halt there.
#[agent(idempotent, timeout = 1h)]
async fn halt(before: &Record) -> Record {
    if std::env::var_os(super::child::HALT).is_some() {
        super::child::halted();
        std::future::pending::<()>().await;
    }
    plus_one(before)
}

/// Counts the runs that have come to their last step.
#[agent(idempotent)]
async fn last(before: &Record) -> Record {
    super::recovery::LAST.fetch_add(1, Ordering::Relaxed);
    plus_one(before)
}

pipeline! {
    pub Changes(first: Record) -> Record {
        let a = change(&first).named("a").await?;
        let b = change(&a).named("b").await?;
        let c = change(&b).named("c").await?;
        let d = change(&c).named("d").await?;
        change(&d).named("e").await?
    }

    pub OneChange(first: Record) -> Record {
        let a = look(&first).named("a").await?;
        let b = look(&a).named("b").await?;
        let c = change(&b).named("c").await?;
        let d = look(&c).named("d").await?;
        look(&d).named("e").await?
    }

    pub Quiet(first: Record) -> Record {
        let a = look(&first).named("a").await?;
        let b = look(&a).named("b").await?;
        let c = look(&b).named("c").await?;
        let d = look(&c).named("d").await?;
        look(&d).named("e").await?
    }

    pub Halting(first: Record) -> Record {
        let a = change(&first).named("a").await?;
        let b = change(&a).named("b").await?;
        let c = halt(&b).named("c").await?;
        let d = change(&c).named("d").await?;
        last(&d).named("e").await?
    }

    pub Asking(first: Record) -> Record {
        let a = look(&first).named("a").await?;
        let answer = signal::<u64>("answer").await?;
        Record { id: a.id + answer, text: a.text }
    }
}
