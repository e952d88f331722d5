//! What an orchestrator is made of.

use std::sync::Arc;
use std::time::Duration;

use orch_core::store::{Process, Store};
use orch_core::{Clock, Durable, NoResources, ResourceSet};
use tokio::sync::{Notify, Semaphore};

use super::version::{Registered, Version, Versions};
use super::{Inner, Orchestrator, Retention, Settings, StartError, StartReport, recovery};
use crate::clock::WallClock;
use crate::journal::{Journal, ToldWrites};
use crate::observe::{Both, Observer};

/// Describes an orchestrator. Made by [`Orchestrator::builder`].
#[must_use = "nothing happens before `.start().await`"]
pub struct Builder<A = NoResources> {
    app: A,
    store: Option<Arc<dyn Store>>,
    versions: Vec<Arc<dyn Version>>,
    clock: Option<Arc<dyn Clock>>,
    observer: Option<Arc<dyn Observer>>,
    process: Option<String>,
    writes: Writes,
    settings: Settings,
}

/// When what is written is committed.
enum Writes {
    /// By a thread, which gathers.
    Gathered,
    /// At once, by whoever writes.
    Inline,
    /// When somebody says so.
    Told(ToldWrites),
}

impl Builder {
    pub(super) fn new() -> Builder {
        Builder {
            app: NoResources,
            store: None,
            versions: Vec::new(),
            clock: None,
            observer: None,
            process: None,
            writes: Writes::Gathered,
            settings: Settings::default(),
        }
    }
}

impl<A> Builder<A> {
    /// Where runs are kept.
    pub fn store(self, store: impl Store) -> Self {
        self.shared_store(Arc::new(store))
    }

    /// Where runs are kept, if somebody else holds it too.
    pub fn shared_store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = Some(store);
        self
    }

    /// What the agents of the pipelines that are registered from here on take their resources from.
    pub fn resources<B>(self, app: B) -> Builder<B> {
        let Builder { store, versions, clock, observer, process, writes, settings, .. } = self;
        Builder { app, store, versions, clock, observer, process, writes, settings }
    }

    /// Knows a pipeline from now on. Several versions of one name may be registered: a run goes to its own; one that has none
    /// here goes to the last registered that it fits.
    pub fn register<P: Durable>(mut self) -> Self
    where
        P::Resources: ResourceSet<A>,
    {
        self.versions.push(Arc::new(Registered::<P>::new(P::Resources::collect(&self.app))));
        self
    }

    /// How many runs may be under way at once; parked runs do not count. 10,000 unless said otherwise.
    pub fn max_runs(mut self, runs: usize) -> Self {
        self.settings.max_runs = runs.max(1);
        self
    }

    /// How many bytes of JSON an input, an output or another recorded value may have. 2 MiB unless said otherwise.
    pub fn max_payload(mut self, bytes: usize) -> Self {
        self.settings.limits.payload = bytes;
        self
    }

    /// How many events a run may have. 1,000,000 unless said otherwise.
    pub fn max_events(mut self, events: u64) -> Self {
        self.settings.limits.events = events;
        self
    }

    /// How many bytes of all runs together may wait for the disk, in all 64 MiB unless said otherwise. Past it runs wait until the
    /// journal has caught up, in the order in which they came, and so does `submit`; `try_submit` says
    /// [`Behind`](crate::SubmitError::Behind). A single run waits when a quarter of it is its own.
    ///
    /// What counts is what is recorded (JSON, paths, about 150 bytes for an event) and is not on disk, inputs and signals included. A run that
    /// is let go on records at least one event, however large, so it may be exceeded by one step of a run for each thread. Signals are
    /// not held back: whoever sends one waits for the disk anyway.
    pub fn max_unwritten(mut self, bytes: usize) -> Self {
        self.settings.max_unwritten = bytes;
        self
    }

    /// How many signals may lie at a run before it takes them. 10,000 unless said otherwise.
    pub fn max_mail(mut self, letters: u32) -> Self {
        self.settings.max_mail = letters;
        self
    }

    /// How many processes may die over a run in a row, without its coming any further, before it is dead-lettered. 5 unless
    /// said otherwise.
    pub fn crash_limit(mut self, crashes: u32) -> Self {
        self.settings.crash_limit = crashes;
        self
    }

    /// How long other processes must take this one for alive after they have heard of it. 10 s unless said otherwise; at least
    /// 30 ms. It is renewed three times as often.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = lease.max(Duration::from_millis(30));
        self
    }

    /// How often the store is asked what other processes have sent. 200 ms unless said otherwise.
    pub fn poll_every(mut self, every: Duration) -> Self {
        self.settings.poll = every.max(Duration::from_millis(1));
        self
    }

    /// How long a run that is driven may have no event before [`health`](Orchestrator::health) calls it stuck. 5 min unless said
    /// otherwise; give more than the longest attempt takes.
    pub fn stuck_after(mut self, quiet: Duration) -> Self {
        self.settings.stuck = quiet;
        self
    }

    /// How long runs are kept after their end. For ever unless said otherwise.
    pub fn retain(mut self, retention: Retention) -> Self {
        self.settings.retention = retention;
        self
    }

    /// Where times and chances come from. By default the machine's clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Somebody who looks on at all runs. May be given several times.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(match self.observer.take() {
            Some(other) => Arc::new(Both(other, observer)),
            None => observer,
        });
        self
    }

    /// The id under which the process enters the store. By default a fresh one, at random whatever the clock is; two processes
    /// must never share one.
    pub fn process(mut self, id: impl Into<String>) -> Self {
        self.process = Some(id.into());
        self
    }

    /// Commits at once, on the thread of whoever writes, and without gathering: for stores in memory, where tests want the same
    /// order every time.
    pub fn inline_writes(mut self) -> Self {
        self.writes = Writes::Inline;
        self
    }

    /// Commits when it is told to, and never by itself: for simulations.
    #[doc(hidden)]
    pub fn told_writes(mut self, writes: &ToldWrites) -> Self {
        self.writes = Writes::Told(writes.clone());
        self
    }

    /// Starts it, and takes up all runs that nobody drives.
    ///
    /// # Errors
    /// If there is no store or it fails, or a pipeline was registered twice.
    ///
    /// # Panics
    /// Outside of a tokio runtime with time enabled.
    pub async fn start(self) -> Result<Orchestrator, StartError> {
        Ok(self.start_with_report().await?.0)
    }

    /// Starts it like [`start`](Builder::start), and tells what became of the runs that were under way.
    ///
    /// # Errors
    /// As [`start`](Builder::start).
    pub async fn start_with_report(self) -> Result<(Orchestrator, StartReport), StartError> {
        let store = self.store.ok_or(StartError::NoStore)?;
        let clock = self.clock.unwrap_or_else(|| Arc::new(WallClock));
        let room = self.settings.max_unwritten;
        let journal = match &self.writes {
            Writes::Inline => Journal::inline(store, room),
            Writes::Told(writes) => Journal::told(store, room, writes),
            Writes::Gathered => {
                Journal::with_thread(store, room).map_err(|error| StartError::Thread(error.to_string()))?
            }
        };
        let process = self.process.unwrap_or_else(|| format!("{:08x}-{:016x}", std::process::id(), WallClock.random()));
        let inner = Arc::new(Inner {
            journal,
            process: Process(process.into()),
            clock,
            observer: self.observer,
            versions: sorted(self.versions)?,
            active: Default::default(),
            board: Default::default(),
            permits: Arc::new(Semaphore::new(self.settings.max_runs)),
            settings: self.settings,
            bell: Notify::new(),
            stopping: false.into(),
            keeper: Default::default(),
            inputs: Default::default(),
            probes: Default::default(),
            pruned: i64::MIN.into(),
        });
        let orchestrator = Orchestrator { inner };
        if let Writes::Told(writes) = &self.writes {
            let killed = orchestrator.clone();
            writes.kills(move || killed.kill());
        }
        match recovery::start(&orchestrator.inner).await {
            Ok(report) => Ok((orchestrator, report)),
            Err(error) => {
                orchestrator.abandon().await;
                Err(error)
            }
        }
    }
}

/// Refuses a version that was registered twice.
fn sorted(all: Vec<Arc<dyn Version>>) -> Result<Versions, StartError> {
    let mut versions = Versions::default();
    for version in all {
        let (pipeline, fingerprint) = (version.blueprint().name, version.fingerprint());
        let same = |known: &&Arc<dyn Version>| known.blueprint().name == pipeline && known.fingerprint() == fingerprint;
        if versions.iter().find(same).is_some() {
            return Err(StartError::Twice { pipeline, fingerprint: fingerprint.to_owned() });
        }
        versions.add(version);
    }
    Ok(versions)
}
