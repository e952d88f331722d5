//! What stands above a pipeline's name: deadline, objectives and the like.

use core::time::Duration;

/// The attributes of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// `#[deadline(…)]`: wall clock from start to end.
    pub deadline: Option<Deadline>,
    /// `#[work_limit(…)]`: like a deadline, without the time parked on signals and timers.
    pub work_limit: Option<Duration>,
    /// `#[slo(…)]`.
    pub slo: Option<Slo>,
    /// `#[saga]`: every change that something fallible follows names its compensation.
    pub saga: bool,
    /// `#[ephemeral]`: values need no serde, the run lives in memory only.
    pub ephemeral: bool,
    /// `#[depth(n)]`: how deep it may run itself.
    pub depth: Option<u32>,
    /// `#[amplification(n)]`: how often a stage within it may be attempted, where retries of several levels multiply.
    pub amplification: Option<u32>,
}

impl Options {
    /// Nothing said.
    pub const NONE: Options = Options {
        deadline: None,
        work_limit: None,
        slo: None,
        saga: false,
        ephemeral: false,
        depth: None,
        amplification: None,
    };
}

/// `#[deadline(after)]` or `#[deadline(after, guaranteed)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// How long after its start the run ends at the latest.
    pub after: Duration,
    /// Whether the compiler must prove that the worst case fits.
    pub guaranteed: bool,
}

/// `#[slo(success = …, p99 = …)]`. Latencies leave out the time parked on signals and timers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slo {
    /// The share of runs that must succeed, 0 to 1.
    pub success: Option<f64>,
    /// The latency that half of the runs must keep.
    pub p50: Option<Duration>,
    /// The latency that 95 of 100 runs must keep.
    pub p95: Option<Duration>,
    /// The latency that 99 of 100 runs must keep.
    pub p99: Option<Duration>,
}
