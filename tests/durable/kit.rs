//! What the tests of durable runs share: a world that outlives processes, and a store that dies when told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use orch::store::{Answer, Entry, MemoryStore, RunKey, Store, StoreError, StoreFuture, Write};
use orch::{Builder, Clock, Context, Orchestrator, SeededClock, Timestamp};
use tokio::sync::mpsc::UnboundedSender;

use crate::double::{Commits, Double};

/// One call of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub agent: &'static str,
    pub key: String,
    pub attempt: u32,
    pub arg: String,
    pub time: Timestamp,
}

/// What agents touch. It stays when a process dies.
pub struct World {
    pub clock: Arc<dyn Clock>,
    calls: Mutex<Vec<Call>>,
    /// Calls of these never end, after so many that do.
    hung: Mutex<BTreeMap<&'static str, usize>>,
    /// Who is told of each call as it happens.
    teller: Mutex<Option<UnboundedSender<Saw>>>,
}

/// What a test sees happen, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Saw {
    Call(&'static str),
    Commit(Vec<Write>),
}

impl World {
    pub async fn call(&self, agent: &'static str, cx: &Context, arg: impl std::fmt::Debug) {
        let (key, attempt, arg, time) = (cx.idempotency_key(), cx.attempt(), format!("{arg:?}"), self.clock.now());
        self.calls.lock().unwrap().push(Call { agent, key, attempt, arg, time });
        if let Some(teller) = &*self.teller.lock().unwrap() {
            let _ = teller.send(Saw::Call(agent));
        }
        let hangs = self.hung.lock().unwrap().get(agent).is_some_and(|let_through| self.count(agent) > *let_through);
        if hangs {
            std::future::pending::<()>().await;
        }
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    pub fn of(&self, agent: &str) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.agent == agent).collect()
    }

    pub fn count(&self, agent: &str) -> usize {
        self.of(agent).len()
    }

    pub fn hang(&self, agent: &'static str) {
        self.hang_after(agent, 0);
    }

    /// The first calls end; no further one does.
    pub fn hang_after(&self, agent: &'static str, calls: usize) {
        self.hung.lock().unwrap().insert(agent, calls);
    }

    pub fn heal(&self) {
        self.hung.lock().unwrap().clear();
    }

    pub fn tell(&self, teller: UnboundedSender<Saw>) {
        *self.teller.lock().unwrap() = Some(teller);
    }

    /// How long after the beginning of time an agent was called.
    pub fn seconds(&self, agent: &str) -> Vec<u64> {
        self.of(agent).iter().map(|call| call.time.since(SeededClock::BEGIN).as_secs()).collect()
    }

    /// The attempts of each key, in order; those that were made twice stand once.
    pub fn attempts(&self) -> BTreeMap<String, Vec<u32>> {
        let mut all: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for call in self.calls() {
            let attempts = all.entry(call.key).or_default();
            if attempts.last() != Some(&call.attempt) {
                attempts.push(call.attempt);
            }
        }
        all
    }

    /// What each key was called with.
    pub fn args(&self) -> BTreeSet<(String, String)> {
        self.calls().into_iter().map(|call| (call.key, call.arg)).collect()
    }
}

#[derive(Clone, orch::Resources)]
pub struct App {
    pub world: Arc<World>,
}

/// A fresh world, and what agents reach it by.
pub fn app() -> App {
    let clock = Arc::new(SeededClock::new(1));
    App { world: Arc::new(World { clock, calls: Mutex::default(), hung: Mutex::default(), teller: Mutex::default() }) }
}

/// An orchestrator on this store, before its pipelines are registered. It commits at once.
pub fn builder(store: &Arc<impl Store>, app: &App) -> Builder<App> {
    gathering(store, app).inline_writes()
}

/// One that gathers what it commits, on a thread of its own, as outside of tests.
pub fn gathering(store: &Arc<impl Store>, app: &App) -> Builder<App> {
    Orchestrator::builder()
        .shared_store(Arc::clone(store) as Arc<dyn Store>)
        .clock(Arc::clone(&app.world.clock))
        .resources(app.clone())
}

/// Lets everything happen that can happen now.
pub async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
}

/// Everything that is recorded of a run.
pub async fn events(store: &impl Store, run: RunKey) -> Vec<Entry> {
    store.events(run, 0, 100_000).await.expect("the store answers")
}

/// A store in memory that dies after some appends: what was written until then is there, and nothing more is.
pub type Mortal = Double<Fated>;

/// What makes it die.
#[derive(Default)]
pub struct Fated {
    pub inner: MemoryStore,
    fate: Mutex<Fate>,
}

#[derive(Default)]
struct Fate {
    /// So many appends are left.
    left: Option<usize>,
    /// Whether the last one is still answered.
    answers: bool,
    dead: bool,
    appends: usize,
}

impl Fated {
    fn fate(&self) -> MutexGuard<'_, Fate> {
        self.fate.lock().unwrap()
    }

    /// It dies after so many appends more.
    pub fn dies_after(&self, left: usize, answers: bool) {
        let mut fate = self.fate();
        (fate.left, fate.answers, fate.dead) = (Some(left), answers, left == 0);
    }

    /// It is opened again, by another process: whoever had entered is dead.
    pub fn revive(&self) {
        let mut fate = self.fate();
        (fate.left, fate.dead) = (None, false);
        self.inner.crash();
    }

    pub fn is_dead(&self) -> bool {
        self.fate().dead
    }

    /// How many appends there were.
    pub fn appends(&self) -> usize {
        self.fate().appends
    }
}

impl Commits for Fated {
    fn inner(&self) -> &MemoryStore {
        &self.inner
    }

    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        let died = || Box::pin(async { Err(StoreError::Io("the disk is gone".to_owned())) });
        let mut fate = self.fate();
        if fate.dead {
            return died();
        }
        let appends = batch.iter().filter(|write| matches!(write, Write::Append(_))).count();
        fate.appends += appends;
        fate.left = fate.left.map(|left| left.saturating_sub(appends));
        fate.dead = fate.left == Some(0);
        if fate.dead && !fate.answers {
            let written = self.inner.commit(batch);
            return Box::pin(async move {
                written.await?;
                Err(StoreError::Io("the disk went away".to_owned()))
            });
        }
        self.inner.commit(batch)
    }
}
