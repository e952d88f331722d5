//! The bottleneck of runs, named, with what to do about it.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::{Report, StageKind, StageReport};

/// The stage on which most of the runs' time was spent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bottleneck {
    /// Its path without items and rounds.
    pub stage: String,
    /// Its share of the time of all runs, from 0 to 1.
    pub share: f64,
    /// What to do about it, in one line.
    pub suggestion: String,
}

impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} takes {:.0} % of the runs' time: {}", self.stage, self.share * 100.0, self.suggestion)
    }
}

pub(super) fn bottleneck(report: &Report) -> Option<Bottleneck> {
    // The first of equals in the order of paths, so that the same runs give the same answer.
    let (stage, most) = report.stages.iter().rev().max_by_key(|(_, stage)| stage.critical)?;
    if most.critical.is_zero() || report.total.is_zero() {
        return None;
    }
    let share = (most.critical.as_secs_f64() / report.total.as_secs_f64()).min(1.0);
    Some(Bottleneck { stage: stage.clone(), share, suggestion: suggestion(most) })
}

fn suggestion(stage: &StageReport) -> String {
    match stage.kind {
        StageKind::Timer => "it is a timer; shorten it, or start what does not need it before it".into(),
        StageKind::Signal => {
            "it waits for a signal; remind whoever sends it, or bound the wait with a shorter `.timeout(…)`".into()
        }
        StageKind::Pipeline => "it is a pipeline of its own; look at its stages below".into(),
        StageKind::Agent => agent(stage),
    }
}

fn agent(stage: &StageReport) -> String {
    if stage.waiting > stage.working && stage.retries > 0 {
        let retries = stage.retries;
        return format!(
            "most of it is backoff before {retries} retries; find out why attempts fail, or shorten `backoff`"
        );
    }
    if stage.waiting > stage.working {
        return "most of it is waiting to start; shorten its `.delay(…)`".into();
    }
    let (p50, p99) = (stage.latency.quantile(0.5), stage.latency.quantile(0.99));
    if stage.latency.count() >= 100 && p50 > Duration::ZERO && p99 > p50 * 8 {
        return "a few calls take far longer than the others; a shorter `timeout` with `retry` cuts them off".into();
    }
    "the time is spent in the agent itself; make it faster, or split it so that its parts run side by side".into()
}
