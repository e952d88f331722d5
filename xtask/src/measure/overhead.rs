//! What a stage costs at run time, beside boxed futures by hand and tokio's `JoinSet`.
#![allow(unreachable_pub, reason = "a pipeline is public to be like its users'")]

use std::future::Future;
use std::hint::black_box;
use std::io;
use std::pin::Pin;
use std::time::Instant;

use orch::{agent, pipeline};
use serde::{Deserialize, Serialize};

use super::{median, print};

/// Every figure is the median of this many samples; ours and the floor take turns.
const SAMPLES: usize = 15;

/// What goes from stage to stage.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    id: u64,
    text: String,
}

/// Adds one.
#[agent(pure)]
async fn add(before: &Record) -> Record {
    plus_one(before)
}

/// Adds one, with a timeout and retries in force.
#[agent(pure, timeout = 1s, retry(attempts = 3))]
async fn add_guarded(before: &Record) -> Record {
    plus_one(before)
}

/// Adds one behind an `.await` of what is ready: for all that its text tells, it may wait.
#[agent(pure)]
async fn add_awaiting(before: &Record) -> Record {
    std::future::ready(()).await;
    plus_one(before)
}

fn plus_one(before: &Record) -> Record {
    Record { id: before.id + 1, text: String::new() }
}

macro_rules! chain {
    ($name:ident, $agent:ident) => {
        pipeline! {
            pub $name(first: Record) -> Record {
                let a = $agent(&first).named("a").await?;
                let b = $agent(&a).named("b").await?;
                let c = $agent(&b).named("c").await?;
                let d = $agent(&c).named("d").await?;
                let e = $agent(&d).named("e").await?;
                let f = $agent(&e).named("f").await?;
                let g = $agent(&f).named("g").await?;
                let h = $agent(&g).named("h").await?;
                let i = $agent(&h).named("i").await?;
                $agent(&i).named("j").await?
            }
        }
    };
}

chain!(Chain, add);
chain!(GuardedChain, add_guarded);
chain!(AwaitingChain, add_awaiting);

pipeline! {
    pub FanOut(records: Vec<Record>) -> Vec<Record> {
        let added = for record in each(&records) {
            add(&record).await?
        };
        added
    }
}

/// Measures a chain, one with policies, one whose agents may wait, and a fan-out.
pub(crate) fn run() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        compare("chain10", 20_000, 10.0, || async { Chain(record()).run().await.is_ok() }, by_hand).await;
        compare(
            "chain10_timeout_retry",
            20_000,
            10.0,
            || async { GuardedChain(record()).run().await.is_ok() },
            by_hand,
        )
        .await;
        compare("chain10_awaiting", 20_000, 10.0, || async { AwaitingChain(record()).run().await.is_ok() }, by_hand)
            .await;
        compare("fanout16", 5_000, 1.0, || async { FanOut(vec![record(); 16]).run().await.is_ok() }, join_set).await;
    });
    Ok(())
}

/// Nanoseconds per stage (or run, with `parts` 1) of ours and of the floor.
async fn compare<A, B>(measure: &str, runs: u32, parts: f64, ours: impl Fn() -> A, floor: impl Fn() -> B)
where
    A: Future<Output = bool>,
    B: Future<Output = bool>,
{
    let (mut our_samples, mut floor_samples) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES {
        our_samples.push(sample(runs, &ours).await / parts);
        floor_samples.push(sample(runs, &floor).await / parts);
    }
    print(measure, median(our_samples), median(floor_samples), "ns");
}

/// Nanoseconds per run.
async fn sample<F: Future<Output = bool>>(runs: u32, run: &impl Fn() -> F) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        assert!(black_box(run().await), "a measured run failed");
    }
    start.elapsed().as_nanos() as f64 / f64::from(runs)
}

fn record() -> Record {
    Record { id: black_box(1), text: String::new() }
}

type Step = fn(Record) -> Pin<Box<dyn Future<Output = Record> + Send>>;

/// Ten boxed futures, one after another.
async fn by_hand() -> bool {
    let step: Step = |before| Box::pin(async move { plus_one(&before) });
    let mut record = record();
    for step in black_box([step; 10]) {
        record = step(record).await;
    }
    black_box(record).id == 11
}

/// Sixteen tasks in tokio's `JoinSet`.
async fn join_set() -> bool {
    let mut set = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let before = record();
        set.spawn(async move { plus_one(&before) });
    }
    set.join_all().await.len() == 16
}
