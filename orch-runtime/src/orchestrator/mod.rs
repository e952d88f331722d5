//! The orchestrator: durable runs on a store, in one process or several, with no server.

mod active;
mod builder;
mod error;
mod handle;
mod health;
mod inputs;
mod keeper;
mod operate;
mod outcome;
mod placing;
mod recovery;
mod report;
mod retention;
mod shutdown;
mod submit;
mod version;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use orch_core::store::{Process, Store};
use orch_core::{Clock, Pipeline};
use tokio::sync::{Notify, Semaphore};

pub use builder::Builder;
pub use error::{AttachError, OperateError, StartError, StateError, SubmitError};
pub use handle::RunHandle;
pub use health::{Health, StoreHealth, StuckRun};
pub use inputs::{After, Ended, Ending, Fed, Feed, FeedError, Followed, Input, InputError};
#[cfg(feature = "schedule")]
pub use inputs::{Missed, Overlap, Schedule, Tick, Ticked};
pub use operate::{HeldRun, Origin};
pub use report::{Incompatible, StartReport};
pub use retention::Retention;
pub use submit::Submit;

use crate::board::Board;
use crate::driver::Limited;
use crate::journal::Journal;
use crate::observe::Observer;

/// Drives durable runs. A clone is another handle of the same orchestrator.
///
/// ```text
/// let orchestrator = Orchestrator::builder()
///     .store(SqliteStore::open("orch.db")?)
///     .resources(App { … })
///     .register::<MarketData>()
///     .start()
///     .await?;
/// let run = orchestrator.submit(MarketData(line)).id("2000-01-03").await?;
/// let receipt = run.result().await?;
/// ```
///
/// Dropping it does not stop its runs; [`shutdown`](Orchestrator::shutdown) does.
#[derive(Clone)]
pub struct Orchestrator {
    inner: Arc<Inner>,
}

/// What the orchestrator, its runs and its handles share.
pub(crate) struct Inner {
    journal: Journal,
    process: Process,
    clock: Arc<dyn Clock>,
    observer: Option<Arc<dyn Observer>>,
    versions: version::Versions,
    active: active::ActiveRuns,
    board: Arc<Board>,
    settings: Settings,
    /// One for each run that may be under way.
    permits: Arc<Semaphore>,
    /// Wakes the keeper.
    bell: Notify,
    stopping: AtomicBool,
    keeper: keeper::Memory,
    inputs: inputs::Inputs,
    probes: health::Probes,
    /// When nothing more had expired, in microseconds.
    pruned: AtomicI64,
}

/// What was set for the orchestrator.
#[derive(Debug, Clone)]
struct Settings {
    max_runs: usize,
    max_mail: u32,
    /// How many bytes of all runs may wait for the disk.
    max_unwritten: usize,
    limits: Limited,
    crash_limit: u32,
    lease: Duration,
    poll: Duration,
    /// How long a run may have no event before it is taken for stuck.
    stuck: Duration,
    retention: Retention,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            max_runs: 10_000,
            max_mail: 10_000,
            max_unwritten: 64 << 20,
            limits: Limited { payload: 2 << 20, events: 1_000_000 },
            crash_limit: 5,
            lease: Duration::from_secs(10),
            poll: Duration::from_millis(200),
            stuck: Duration::from_secs(300),
            retention: Retention::default(),
        }
    }
}

impl Orchestrator {
    /// Begins to describe an orchestrator.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The id under which this process has entered the store.
    pub fn process(&self) -> &str {
        &self.inner.process.0
    }

    /// The store.
    pub fn store(&self) -> &Arc<dyn Store> {
        self.inner.journal.store()
    }
}

impl std::fmt::Debug for Orchestrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Orchestrator").field("process", &self.inner.process.0).finish_non_exhaustive()
    }
}

impl Inner {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    fn version<P: Pipeline>(&self) -> Option<Arc<version::Registered<P>>> {
        self.versions.of::<P>()
    }
}
