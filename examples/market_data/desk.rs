//! Where suspicious days come to a reviewer: their runs are parked until somebody answers.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use orch::{Failure, Handle};

use super::agents::{Receipt, Verdict};
use super::cli::Review;
use super::flow::MarketData;

/// A reviewer who says the same of everything, or nothing at all.
pub struct Desk {
    verdict: Option<Verdict>,
    waiting: Vec<Handle<MarketData>>,
}

impl Desk {
    pub fn new(review: Review) -> Desk {
        Desk { verdict: review.verdict(), waiting: Vec::new() }
    }

    /// Answers a run that waits for its review, and sees it to its end; or leaves it waiting.
    pub async fn take(&mut self, run: Handle<MarketData>) -> Option<(Arc<str>, Result<Receipt, Failure>)> {
        let Some(verdict) = self.verdict else {
            self.waiting.push(run);
            return None;
        };
        let id = run.id().into();
        // A run that has ended meanwhile needs no answer: its result says why.
        let _ = run.review(verdict).await;
        Some((id, run.into_result().await))
    }
}

/// How many runs wait, and for what.
impl fmt::Display for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut waits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for run in &self.waiting {
            for wait in run.waits() {
                waits.entry(wait.signal.unwrap_or("a timer")).or_default().push(run.id());
            }
        }
        for (what, runs) in waits {
            writeln!(f, "{} days wait for `{what}`: {}", runs.len(), runs.join(", "))?;
        }
        Ok(())
    }
}
