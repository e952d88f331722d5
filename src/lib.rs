#![doc = include_str!("../README.md")]

/// The guide: every construct with an example.
#[doc = include_str!("../docs/guide.md")]
pub mod guide {}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Drawings and pages of pipelines, made from their blueprints: `orch::docs::write("docs", &[MarketData::blueprint()])`.
#[cfg(feature = "docs")]
pub use orch_artifacts as docs;
pub use orch_blueprint as blueprint;
pub use orch_core::{
    Class, Classify, Clock, Context, Failed, Failure, FailureKind, Gathered, List, Machine, NoError, NoResources,
    Pipeline, Provide, Secret, Sending, SignalError, Timestamp, Uuid,
};
pub use orch_core::{codec, machine};
pub use orch_macros::{Classify, Resources, agent, flow, pipeline};
pub use orch_runtime::{
    AttemptEnd, AttemptSeen, Bottleneck, Event, EventSeen, Events, Finished, Handle, Launch, Observer, Registry,
    Report, Reports, RunReport, RunSeen, Runs, SeededClock, StageReport, Stopped, SystemClock, Wait, stream,
};
