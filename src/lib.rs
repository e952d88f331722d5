#![doc = include_str!("../README.md")]

/// The guide: every construct with an example, durable runs, and how to operate and test them.
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
    Apart, Class, Classify, Clock, Context, Failed, Failure, FailureKind, Gathered, List, Machine, NoError,
    NoResources, Pipeline, Provide, Secret, Sending, SignalError, Timestamp, Uuid,
};
pub use orch_core::{codec, machine, store};
pub use orch_macros::{Classify, Resources, agent, flow, pipeline};
pub use orch_runtime::{
    After, AttachError, AttemptEnd, AttemptSeen, Bottleneck, Builder, Ended, Ending, Event, EventSeen, Events, Fed,
    Feed, FeedError, Finished, Followed, Handle, Health, HeldRun, Incompatible, Input, InputError, Launch, Observer,
    OperateError, Orchestrator, Origin, Registry, Report, Reports, Retention, RunHandle, RunReport, RunSeen, Running,
    Runs, SeededClock, StageReport, StartError, StartReport, StateError, Stopped, StoreHealth, StuckRun, Submit,
    SubmitError, SystemClock, Wait, WallClock, stream,
};
#[cfg(feature = "schedule")]
pub use orch_runtime::{Missed, Overlap, Schedule, Tick, Ticked};
#[cfg(feature = "sqlite")]
pub use orch_sqlite::SqliteStore;
