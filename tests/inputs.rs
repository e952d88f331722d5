//! What submits runs by itself: streams, schedules, the ends of other runs; and what watches over runs: health, retention.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use futures_util::stream;
use orch::store::{MemoryStore, RunFilter, RunRecord, Store, Write};
use orch::{
    Builder, Classify, Ended, Ending, Followed, Input, InputError, Orchestrator, SeededClock, SubmitError, agent,
    pipeline,
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

#[tokio::test(start_paused = true)]
async fn a_stream_is_fed_and_an_item_that_comes_again_is_the_same_run() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let feed = orchestrator.feed(stream::iter([1, 2, 2, 3]), |n: u32| (format!("n{n}"), Work(n)));
    let feed = feed.start().expect("it is registered");
    assert_eq!(feed.wait().await, Ending::Done);
    let fed = feed.summary();
    assert_eq!((fed.submitted, fed.repeated, fed.failed), (3, 1, 0));
    assert_eq!(ids(&orchestrator, "Work").await, ["n1", "n2", "n3"]);
}

#[tokio::test(start_paused = true)]
async fn an_item_that_cannot_be_submitted_is_reported_and_stops_nothing() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let heard = Arc::new(AtomicU32::new(0));
    let hear = Arc::clone(&heard);
    let feed = orchestrator
        .feed(stream::iter([("a", 1), ("a", 2), ("", 3), ("b", 4)]), |(id, n): (&str, u32)| (id, Work(n)))
        .ahead(1)
        .on_error(move |_| {
            hear.fetch_add(1, Ordering::SeqCst);
        })
        .start()
        .expect("it is registered");
    assert_eq!(feed.wait().await, Ending::Done);
    let fed = feed.summary();
    assert_eq!((fed.submitted, fed.repeated, fed.failed), (2, 0, 2));
    assert!(matches!(fed.errors[0].error, SubmitError::OtherInput { .. }));
    assert!(matches!(fed.errors[1].error, SubmitError::BadId { .. }));
    assert_eq!(heard.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_feed_takes_no_more_items_than_runs_may_start() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&store, &app).max_runs(2).start().await.expect("it starts");
    let taken = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&taken);
    let items = stream::iter(0..100u32);
    let feed = orchestrator.feed(items, move |n| {
        count.fetch_add(1, Ordering::SeqCst);
        (n.to_string(), Work(n))
    });
    let feed = feed.ahead(1).start().expect("it is registered");
    pass(SECOND).await;
    assert_eq!(feed.summary().submitted, 2);
    assert_eq!(taken.load(Ordering::SeqCst), 3, "one waits for its place");
    app.calls.hang.store(false, Ordering::SeqCst);
    assert_eq!(feed.wait().await, Ending::Done);
    assert_eq!(feed.summary().submitted, 100);
}

#[tokio::test(start_paused = true)]
async fn a_feed_ends_when_it_is_stopped_and_with_the_orchestrator() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let endless = || stream::pending::<u32>();
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start().expect("it is registered");
    feed.stop();
    assert_eq!(feed.wait().await, Ending::Stopped);
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start().expect("it is registered");
    pass(SECOND).await;
    assert_eq!(feed.ending(), None);
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(feed.wait().await, Ending::ShutDown);
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start();
    assert!(matches!(feed, Err(InputError::ShuttingDown)), "{feed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_feed_whose_closure_panics_says_so() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let feed = orchestrator.feed(stream::iter([0u32]), |n| (n.to_string(), Work(1 / n)));
    assert_eq!(feed.start().expect("it is registered").wait().await, Ending::Panicked);
}

/// Bills each piece of work that ended well.
async fn billing(orchestrator: &Orchestrator) -> Input<Followed> {
    let link = orchestrator.after("bill", |work: Ended<Work>| Some(Bill(*work.outcome.ok()?)));
    link.start().await.expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn a_run_follows_on_the_end_of_another() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let link = billing(&orchestrator).await;
    for n in [1, 13, 2] {
        orchestrator.submit(Work(n).correlation("c")).id(format!("n{n}")).await.expect("it is taken");
    }
    pass(Duration::from_millis(100)).await;
    let bills = runs(&orchestrator, "Bill").await;
    let known: Vec<_> = bills.iter().map(|run| (run.id.as_str(), run.correlation.as_str())).collect();
    assert_eq!(known, [("bill:n1", "c"), ("bill:n2", "c")]);
    let done = link.summary();
    assert_eq!((done.submitted, done.unwanted, done.repeated), (2, 1, 0));
    let again = orchestrator.after("bill", |_: Ended<Work>| None::<orch::Launch<Bill>>).start().await;
    assert!(matches!(again, Err(InputError::Taken(_))), "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn runs_that_end_later_than_younger_ones_are_not_missed() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let before = orchestrator.submit(Work(5)).id("before").await.expect("it is taken");
    before.result().await.expect("it ends well");
    let link = orchestrator.after("bill", |slow: Ended<Slow>| Some(Bill(*slow.outcome.ok()?)));
    let link = link.start().await.expect("it starts");
    for n in 1..=3u32 {
        orchestrator.submit(Slow(n)).id(format!("s{n}")).await.expect("it is taken");
        pass(Duration::from_secs(600)).await;
    }
    orchestrator.cancel("Slow", "s2", "not wanted").await.expect("it runs");
    pass(Duration::from_secs(7200)).await;
    assert_eq!(ids(&orchestrator, "Bill").await, ["bill:s1", "bill:s3"]);
    assert_eq!(link.summary().unwanted, 1);
}

#[tokio::test(start_paused = true)]
async fn what_ended_before_the_link_was_made_counts_only_if_asked_for() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    orchestrator.submit(Work(1)).id("old").await.expect("it is taken").result().await.expect("it ends well");
    let link = billing(&orchestrator).await;
    pass(Duration::from_secs(60)).await;
    assert_eq!(link.summary(), Followed::default());
    let all = orchestrator.after("all", |work: Ended<Work>| Some(Bill(*work.outcome.ok()?)));
    all.from_the_beginning().start().await.expect("it starts");
    pass(Duration::from_secs(60)).await;
    assert_eq!(ids(&orchestrator, "Bill").await, ["all:old"]);
}

#[tokio::test(start_paused = true)]
async fn an_end_is_followed_once_whoever_dies_in_between() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = started(&store, &app).await;
    billing(&first).await.stop();
    first.submit(Work(1)).id("a").await.expect("it is taken").result().await.expect("it ends well");
    first.kill();
    store.crash();
    let second = started(&store, &app).await;
    let link = billing(&second).await;
    pass(SECOND).await;
    assert_eq!(ids(&second, "Bill").await, ["bill:a"], "it ended while nobody looked");
    // Died after the submission, before the cursor was written: the cursor stands where it stood.
    link.stop();
    link.wait().await;
    let cursor = r#"{"high":0,"open":[]}"#.to_owned();
    let back = Write::Fact { name: "after:bill".to_owned(), expect: None, value: Some(cursor) };
    store.commit(vec![back]).await.expect("the store answers")[0].as_ref().expect("it is written");
    let link = billing(&second).await;
    pass(SECOND).await;
    assert_eq!(link.summary().repeated, 1);
    assert_eq!(app.calls.bill.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn two_processes_with_one_link_submit_once() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let (one, two) = (started(&store, &app).await, started(&store, &app).await);
    let (link_one, link_two) = (billing(&one).await, billing(&two).await);
    for n in 0..300 {
        one.submit(Work(n * 14)).await.expect("it is taken");
    }
    pass(Duration::from_secs(30)).await;
    assert_eq!(app.calls.bill.load(Ordering::SeqCst), 300);
    assert_eq!(link_one.summary().submitted + link_two.summary().submitted, 300);
    one.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(link_one.ending(), Some(Ending::ShutDown));
}

#[tokio::test(start_paused = true)]
async fn an_erased_end_and_a_follower_that_cannot_be_are_passed_over() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = builder(&store, &app).max_payload(60).start().await.expect("it starts");
    let work = orchestrator.submit(Work(1)).id("erased").await.expect("it is taken");
    work.result().await.expect("it ends well");
    orchestrator.erase(work.key()).await.expect("it has ended");
    orchestrator.submit(Work(2)).id("big").await.expect("it is taken").result().await.expect("it ends well");
    let link = orchestrator.after("night", |work: Ended<Work>| Some(Nightly(format!("{:99}", work.outcome.ok()?))));
    let link = link.from_the_beginning().on_error(|error| assert_eq!(&*error.id, "night:big")).start().await;
    let link = link.expect("it starts");
    pass(SECOND).await;
    let done = link.summary();
    assert_eq!((done.unreadable, done.failed), (1, 1));
    assert!(matches!(done.errors[0].error, SubmitError::TooLarge { .. }));
}
