//! What one stage did, over all its uses in one or many runs.

use std::time::Duration;

use orch_blueprint::{Kind, Node, StageRef};
use serde::Serialize;

use super::{Histogram, micros};

/// One stage: a node of a pipeline, all items, rounds and runs together.
#[derive(Debug, Clone, Serialize)]
pub struct StageReport {
    /// What it is.
    pub kind: StageKind,
    /// How often it came to an end: `successes + failures + cancelled`.
    pub count: u64,
    /// How often with an output.
    pub successes: u64,
    /// How often with a failure.
    pub failures: u64,
    /// How often it was given up: a lost race, the end of the run.
    pub cancelled: u64,
    /// How many attempts failed and were repeated.
    pub retries: u64,
    /// How long it took from being ready to its end, retries included.
    pub latency: Histogram,
    /// Backoff, delay and queues together; for timers and signals the whole time.
    #[serde(rename = "waiting_us", serialize_with = "micros")]
    pub waiting: Duration,
    /// The time within attempts.
    #[serde(rename = "working_us", serialize_with = "micros")]
    pub working: Duration,
    /// Its time on the critical paths of runs.
    #[serde(rename = "critical_us", serialize_with = "micros")]
    pub critical: Duration,
}

/// What a line of a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// An agent.
    Agent,
    /// A pipeline that runs as a stage.
    Pipeline,
    /// `sleep` and `sleep_until`.
    Timer,
    /// `signal`.
    Signal,
}

impl StageKind {
    /// Of a node; none for plain Rust and constructs, which take no time of their own.
    pub(super) fn of(node: &Node) -> Option<StageKind> {
        match node.kind {
            Kind::Stage { stage: StageRef::Agent(_), .. } => Some(StageKind::Agent),
            Kind::Stage { stage: StageRef::Pipeline(_), .. } => Some(StageKind::Pipeline),
            Kind::Sleep { .. } => Some(StageKind::Timer),
            Kind::Signal { .. } => Some(StageKind::Signal),
            _ => None,
        }
    }
}

impl StageReport {
    pub(super) fn new(kind: StageKind) -> StageReport {
        StageReport {
            kind,
            count: 0,
            successes: 0,
            failures: 0,
            cancelled: 0,
            retries: 0,
            latency: Histogram::default(),
            waiting: Duration::ZERO,
            working: Duration::ZERO,
            critical: Duration::ZERO,
        }
    }

    pub(super) fn merge(&mut self, other: &StageReport) {
        self.count += other.count;
        self.successes += other.successes;
        self.failures += other.failures;
        self.cancelled += other.cancelled;
        self.retries += other.retries;
        self.latency.merge(&other.latency);
        self.waiting += other.waiting;
        self.working += other.working;
        self.critical += other.critical;
    }
}
