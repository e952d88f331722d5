//! Execution reports: where the time of runs went, per stage and along the critical path. Collected only where asked for.

mod collect;
mod critical;
mod histogram;
mod stage;
mod suggest;
mod table;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use orch_core::{FailureKind, Timestamp};
use serde::Serialize;

pub use collect::Collector;
pub use histogram::Histogram;
pub use stage::{StageKind, StageReport};
pub use suggest::Bottleneck;

/// The report of one run.
#[derive(Debug, Clone, Serialize)]
pub struct RunReport {
    /// The run's id.
    pub run_id: Arc<str>,
    /// The pipeline's name.
    pub pipeline: &'static str,
    /// When it started.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// How it ended.
    pub end: RunEnd,
    /// What its stages did, and the stages of pipelines within it, by path without items and rounds.
    pub stages: BTreeMap<String, StageReport>,
    /// The chain of stages, first to last, each of which waited for the one before, and the last of which ended the run.
    pub critical_path: Vec<Link>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// With its output.
    Succeeded,
    /// With a failure of this kind.
    Failed(FailureKind),
    /// Its future was dropped before.
    Dropped,
}

/// One stage of a critical path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The path without items and rounds: the key in [`RunReport::stages`].
    pub stage: String,
    /// The path with them.
    pub path: String,
    /// Backoff, delay, queue; for timers and signals the whole time.
    #[serde(rename = "waiting_us", serialize_with = "micros")]
    pub waiting: Duration,
    /// The time within attempts.
    #[serde(rename = "working_us", serialize_with = "micros")]
    pub working: Duration,
}

impl RunReport {
    /// How long the run took.
    pub fn took(&self) -> Duration {
        self.ended.since(self.started)
    }

    /// The stage with the largest share of the critical path, and what to do about it.
    pub fn bottleneck(&self) -> Option<Bottleneck> {
        Report::from(self).bottleneck()
    }
}

/// The report of many runs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// How many runs ended.
    pub runs: u64,
    /// How many of them with their output.
    pub succeeded: u64,
    /// How long they took.
    pub latency: Histogram,
    /// The time of all runs together.
    #[serde(rename = "total_us", serialize_with = "micros")]
    pub total: Duration,
    /// What their stages did, by path without items and rounds.
    pub stages: BTreeMap<String, StageReport>,
}

impl Report {
    /// Adds a run.
    pub fn add(&mut self, run: &RunReport) {
        self.merge(&Report::from(run));
    }

    /// Adds what another report has gathered. The order of merging changes nothing.
    pub fn merge(&mut self, other: &Report) {
        self.runs += other.runs;
        self.succeeded += other.succeeded;
        self.latency.merge(&other.latency);
        self.total += other.total;
        for (path, stage) in &other.stages {
            match self.stages.get_mut(path) {
                Some(known) => known.merge(stage),
                None => drop(self.stages.insert(path.clone(), stage.clone())),
            }
        }
    }

    /// The stage with the largest share of the runs' critical paths, and what to do about it.
    pub fn bottleneck(&self) -> Option<Bottleneck> {
        suggest::bottleneck(self)
    }
}

impl From<&RunReport> for Report {
    fn from(run: &RunReport) -> Report {
        let mut latency = Histogram::default();
        latency.record(run.took());
        let succeeded = u64::from(run.end == RunEnd::Succeeded);
        Report { runs: 1, succeeded, latency, total: run.took(), stages: run.stages.clone() }
    }
}

/// A report that many runs add to. A clone is the same report.
#[derive(Debug, Clone, Default)]
pub struct Reports(Arc<Mutex<Report>>);

impl Reports {
    /// An empty one.
    pub fn new() -> Reports {
        Reports::default()
    }

    /// Adds a run.
    pub fn add(&self, run: &RunReport) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(run);
    }

    /// What was gathered so far.
    pub fn get(&self) -> Report {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn micros<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
}
