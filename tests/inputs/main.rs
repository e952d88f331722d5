//! What submits runs by itself: streams, schedules, the ends of other runs; and what watches over runs: health, retention.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

mod feeds;
mod follows;
mod kept;
mod probes;
#[cfg(feature = "schedule")]
mod schedules;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use futures_util::stream;
use orch::store::{self, MemoryStore, RunFilter, RunKey, RunRecord, RunStatus, Store, StoreError, StoreFuture, Write};
use orch::{
    Builder, Classify, Clock, Ended, Ending, Fed, Followed, Input, InputError, Orchestrator, Retention, SeededClock,
    SubmitError, Timestamp, agent, pipeline,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("no")]
#[permanent]
pub struct No;

/// Counts calls of agents.
#[derive(Debug, Default)]
pub struct Calls {
    bill: AtomicU32,
    /// Calls of `work` never end while this is set.
    hang: AtomicBool,
}

#[derive(Clone, orch::Resources)]
struct App {
    calls: Arc<Calls>,
}

#[agent(idempotent)]
async fn work(n: u32, #[resource] calls: &Calls) -> Result<u32, No> {
    while calls.hang.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    if n == 13 { Err(No) } else { Ok(n * 2) }
}

#[agent(idempotent)]
async fn bill(n: u32, #[resource] calls: &Calls) -> u32 {
    calls.bill.fetch_add(1, Ordering::SeqCst);
    n
}

pipeline! {
    pub Work(n: u32) -> u32 { work(n).await? }

    pub Nightly(day: String) -> u32 {
        let n = work(1).await?;
        if day.is_empty() { n } else { n + 1 }
    }

    pub Slow(n: u32) -> u32 {
        sleep(1h).await;
        work(n).await?
    }

    pub Bill(n: u32) -> u32 { bill(n).await? }
}

fn app() -> App {
    App { calls: Arc::new(Calls::default()) }
}

fn builder(store: &Arc<MemoryStore>, app: &App) -> Builder<App> {
    Orchestrator::builder()
        .shared_store(Arc::clone(store) as Arc<dyn Store>)
        .clock(Arc::new(SeededClock::new(1)))
        .inline_writes()
        // Days pass here, and nothing of what is tested waits for the keeper.
        .poll_every(Duration::from_secs(30))
        .lease(Duration::from_secs(600))
        .resources(app.clone())
        .register::<Work>()
        .register::<Nightly>()
        .register::<Slow>()
        .register::<Bill>()
}

async fn started(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    builder(store, app).start().await.expect("it starts")
}

async fn runs(orchestrator: &Orchestrator, pipeline: &str) -> Vec<RunRecord> {
    let filter = RunFilter { pipeline: Some(pipeline.to_owned()), ..RunFilter::default() };
    orchestrator.runs(filter).await.expect("the store answers")
}

async fn ids(orchestrator: &Orchestrator, pipeline: &str) -> Vec<String> {
    runs(orchestrator, pipeline).await.into_iter().map(|run| run.id).collect()
}

async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// A clock that follows tokio's time and can be set.
struct Set {
    clock: SeededClock,
    ahead: AtomicI64,
}

impl Set {
    fn new() -> Arc<Set> {
        Arc::new(Set { clock: SeededClock::new(1), ahead: AtomicI64::new(0) })
    }

    #[cfg(feature = "schedule")]
    fn turn(&self, seconds: i64) {
        self.ahead.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Set {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.clock.now().as_micros() + self.ahead.load(Ordering::SeqCst))
    }

    fn random(&self) -> u64 {
        self.clock.random()
    }
}

#[cfg(feature = "schedule")]
async fn started_at(store: &Arc<MemoryStore>, app: &App, clock: &Arc<Set>) -> Orchestrator {
    builder(store, app).clock(Arc::clone(clock) as Arc<dyn Clock>).start().await.expect("it starts")
}

/// Bills each run of `Work` that ends.
async fn billing(orchestrator: &Orchestrator) -> Input<Followed> {
    let link = orchestrator.after("bill", |work: Ended<Work>| Some(Bill(*work.outcome.ok()?)));
    link.start().await.expect("it starts")
}
