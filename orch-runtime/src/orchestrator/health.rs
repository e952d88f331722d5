//! Whether an orchestrator is well: cheap enough for a probe each second.
//!
//! A probe reads one fact from the store and looks over the runs that are driven here. What has to be counted in the store is
//! counted aside, every 30 s at most, and the probe has the last numbers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use orch_core::Timestamp;
use orch_core::store::{RunKey, RunStatus, Stats, StoreError};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use super::{Inner, Orchestrator};

/// How long the store has to answer.
const ANSWER: Duration = Duration::from_secs(1);

/// How old numbers of the store may be.
const COUNT_EVERY: Duration = Duration::from_secs(30);

/// How long the keeper may be silent at least before it is taken for dead.
const SILENT: Duration = Duration::from_secs(10);

/// How many stuck runs are named.
const NAMED: usize = 100;

/// How an orchestrator is. It can be serialised, for an HTTP endpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Health {
    /// It takes runs: the store answers within 1 s, the journal has not failed, and it is not shutting down.
    pub ready: bool,
    /// It looks after its runs: the keeper has looked within the last 10 s (or five of its rounds, if these are longer).
    /// A process that is not live should be started again.
    pub live: bool,
    /// What is wrong, for people.
    pub problems: Vec<String>,
    /// The id under which the process has entered the store.
    pub process: String,
    /// How many runs this process drives now.
    pub driven: u64,
    /// How many it may.
    pub max_runs: u64,
    /// How many runs and letters of this process wait for the disk.
    pub unwritten: u64,
    /// How many bytes these are; runs and submissions wait when it reaches
    /// [`max_unwritten`](crate::Builder::max_unwritten).
    pub unwritten_bytes: u64,
    /// How many of the runs that are driven here have had no event for longer than
    /// [`stuck_after`](crate::Builder::stuck_after). Parked runs are not driven.
    pub stuck: u64,
    /// The 100 of these that are quiet for longest.
    pub stuck_runs: Vec<StuckRun>,
    /// How many runs were found to fit none of the versions that are registered here, at the start or since. They are left to a
    /// process that they fit.
    pub incompatible: u64,
    /// What the store holds, over all processes; none before it was counted once.
    pub store: Option<StoreHealth>,
}

/// A run in which nothing happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StuckRun {
    /// The name of its pipeline.
    pub pipeline: &'static str,
    /// Its id.
    pub id: Arc<str>,
    /// Its number.
    pub run: RunKey,
    /// For how long nothing has happened, in seconds.
    pub quiet_secs: u64,
}

/// What a store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoreHealth {
    /// Runs by status; those of which there are none are left out.
    pub runs: BTreeMap<RunStatus, u64>,
    /// Events of all runs.
    pub events: u64,
    /// The backlog: letters (signals and cancellations) to runs that have not ended, which those have not taken yet.
    pub letters: u64,
    /// Its size on disk in bytes; 0 if it is in memory.
    pub size_bytes: u64,
    /// When that was counted, in microseconds since 1970.
    pub counted: Timestamp,
}

/// What probes remember.
pub(super) struct Probes {
    /// A question to the store was not answered yet.
    asking: Arc<AtomicBool>,
    counting: AtomicBool,
    counted: watch::Sender<Option<(Instant, StoreHealth)>>,
}

impl Default for Probes {
    fn default() -> Probes {
        Probes { asking: Arc::default(), counting: false.into(), counted: watch::channel(None).0 }
    }
}

impl Orchestrator {
    /// How it is. It never fails and takes at most 1 s if the store hangs, and 2 s the first time.
    ///
    /// ```text
    /// let health = orchestrator.health().await;
    /// let status = if health.ready { 200 } else { 503 };
    /// ```
    pub async fn health(&self) -> Health {
        let inner = &self.inner;
        let mut problems = Vec::new();
        if inner.is_stopping() {
            problems.push("the orchestrator is shutting down".to_owned());
        } else if let Err(why) = inner.answers().await {
            problems.push(why);
        }
        let ready = problems.is_empty();
        let silent = inner.keeper.silent();
        let live = inner.is_stopping() || silent < SILENT.max(inner.until_next() * 5);
        if !live {
            problems.push(format!("nobody has looked after runs for {} s", silent.as_secs()));
        }
        let (stuck, stuck_runs) = inner.stuck();
        if stuck > 0 {
            problems.push(format!("{stuck} runs have had no event for {} s or longer", inner.settings.stuck.as_secs()));
        }
        Health {
            ready,
            live,
            problems,
            process: inner.process.0.as_ref().to_owned(),
            driven: inner.active.len() as u64,
            max_runs: inner.settings.max_runs as u64,
            unwritten: inner.journal.backlog() as u64,
            unwritten_bytes: inner.journal.unwritten() as u64,
            stuck,
            stuck_runs,
            incompatible: inner.versions.unfit_count(),
            store: if ready { inner.counted().await } else { inner.last_counted() },
        }
    }
}

impl Inner {
    /// Whether the store can be read and written.
    async fn answers(&self) -> Result<(), String> {
        if let Some(failed) = self.journal.failure() {
            return Err(format!("the journal has failed: {failed}"));
        }
        let hangs = || format!("the store has not answered within {} s", ANSWER.as_secs());
        // A store that hangs is not asked again and again: each question takes a thread.
        let Some(asking) = Asking::new(&self.probes.asking) else { return Err(hangs()) };
        let ask = self.journal.read(move |store| {
            Box::pin(async move {
                let _asking = asking;
                store.fact("health").await
            })
        });
        match timeout(ANSWER, ask).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(format!("the store cannot be read: {error}")),
            Err(_) => Err(hangs()),
        }
    }

    /// How many runs are stuck, and the quietest of them.
    fn stuck(&self) -> (u64, Vec<StuckRun>) {
        let now = self.clock.now();
        let mut stuck = self.active.quiet(now, self.settings.stuck);
        stuck.sort_by_key(|run| std::cmp::Reverse(run.quiet_secs));
        let count = stuck.len() as u64;
        stuck.truncate(NAMED);
        (count, stuck)
    }

    fn last_counted(&self) -> Option<StoreHealth> {
        self.probes.counted.borrow().as_ref().map(|(_, counted)| counted.clone())
    }

    /// What the store holds, as it was counted last. Only the first one to ask waits for it.
    async fn counted(self: &Arc<Inner>) -> Option<StoreHealth> {
        let known = self.probes.counted.borrow().clone();
        let old = known.as_ref().is_none_or(|(time, _)| time.elapsed() >= COUNT_EVERY);
        if old && !self.probes.counting.swap(true, Ordering::AcqRel) {
            let inner = Arc::clone(self);
            tokio::spawn(async move {
                match inner.count().await {
                    Ok(counted) => drop(inner.probes.counted.send_replace(Some((Instant::now(), counted)))),
                    Err(error) => tracing::warn!(%error, "the runs of the store could not be counted"),
                }
                inner.probes.counting.store(false, Ordering::Release);
            });
        }
        if known.is_none() {
            let mut counted = self.probes.counted.subscribe();
            let _ = timeout(ANSWER, counted.wait_for(Option::is_some)).await;
        }
        self.last_counted()
    }

    async fn count(&self) -> Result<StoreHealth, StoreError> {
        let Stats { runs, events, letters, bytes } = self.journal.read(|store| store.stats()).await?;
        let runs = runs.into_iter().collect();
        Ok(StoreHealth { runs, events, letters, size_bytes: bytes, counted: self.clock.now() })
    }
}

/// A question to the store. Dropped when it is answered.
struct Asking(Arc<AtomicBool>);

impl Asking {
    /// None if there is one already.
    fn new(asking: &Arc<AtomicBool>) -> Option<Asking> {
        (!asking.swap(true, Ordering::AcqRel)).then(|| Asking(Arc::clone(asking)))
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
