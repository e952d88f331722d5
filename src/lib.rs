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
pub use orch_core::{codec, machine, store};
pub use orch_macros::{Classify, Resources, agent, flow, pipeline};
pub use orch_runtime::{
    AttachError, AttemptEnd, AttemptSeen, Bottleneck, Builder, Event, EventSeen, Events, Finished, Handle,
    Incompatible, Launch, Observer, OperateError, Orchestrator, Origin, Registry, Report, Reports, RunHandle,
    RunReport, RunSeen, Runs, SeededClock, StageReport, StartError, StartReport, StateError, Stopped, Submit,
    SubmitError, SystemClock, Wait, WallClock, stream,
};
#[cfg(feature = "sqlite")]
pub use orch_sqlite::SqliteStore;
