//! The embedded engine of orch: drives machines in memory on tokio.
//!
//! A pipeline with its input is a [`Launch`]: `.run()` drives it within the calling task, `.start()` as a task of its own
//! with a [`Handle`]; [`stream()`] runs it for every input of a stream.

mod agents;
mod below;
mod board;
mod cancel;
mod clock;
mod control;
mod driver;
mod engine;
mod feed;
mod handle;
mod journal;
mod known;
mod launch;
mod observe;
mod orchestrator;
mod parked;
mod policy;
mod rare;
mod stream;
mod telemetry;

pub use agents::{Answer, CallError, Registry};
pub use clock::{SeededClock, SystemClock, WallClock};
pub use engine::{DEEPEST, Embedded, Opening};
pub use feed::LAG_LIMIT;
pub use handle::Handle;
pub use journal::ToldWrites;
pub use launch::{Bare, Given, Launch, Running, Supplies};
pub use observe::{AttemptEnd, AttemptSeen, Cue, EventSeen, Hold, Observer, RunSeen, WaitSeen};
pub use orchestrator::{
    After, AttachError, Builder, Ended, Ending, Fed, Feed, FeedError, Followed, Health, HeldRun, Incompatible, Input,
    InputError, OperateError, Orchestrator, Origin, Retention, RunHandle, StartError, StartReport, StateError,
    StoreHealth, StuckRun, Submit, SubmitError,
};
#[cfg(feature = "schedule")]
pub use orchestrator::{Missed, Overlap, Schedule, Tick, Ticked};
pub use parked::Wait;
pub use stream::{Finished, Runs, Stopped, stream};
pub use telemetry::events::{Event, Events};
pub use telemetry::report::{
    Bottleneck, Collector, Histogram, Link, Report, Reports, RunEnd, RunReport, StageKind, StageReport,
};
