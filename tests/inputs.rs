//! What submits runs by itself: streams, schedules, the ends of other runs; and what watches over runs: health, retention.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use futures_util::stream;
use orch::store::{self, MemoryStore, RunFilter, RunKey, RunRecord, RunStatus, Store, StoreError, StoreFuture, Write};
use orch::{
    Builder, Classify, Clock, Ended, Ending, Followed, Input, InputError, Orchestrator, Retention, SeededClock,
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

async fn started_at(store: &Arc<MemoryStore>, app: &App, clock: &Arc<Set>) -> Orchestrator {
    builder(store, app).clock(Arc::clone(clock) as Arc<dyn Clock>).start().await.expect("it starts")
}

const HOUR: Duration = Duration::from_secs(3600);

#[cfg(feature = "schedule")]
mod schedules {
    use orch::{Missed, Overlap, Schedule, Tick, Ticked};

    use super::*;

    /// Every hour, at the full one. The clock begins at midnight of 2000-01-03.
    fn hourly(orchestrator: &Orchestrator) -> Schedule<Nightly> {
        orchestrator.schedule("hourly", "0 * * * * UTC", |tick: Tick| Nightly(tick.date().to_owned()))
    }

    /// The same, with runs that take an hour and a bit.
    fn slowly(orchestrator: &Orchestrator, overlap: Overlap) -> Schedule<Slow> {
        let every = orchestrator.schedule("slow", "*/30 * * * * UTC", |_| Slow(1));
        every.overlap(overlap)
    }

    fn hours(ids: &[String]) -> Vec<&str> {
        ids.iter().map(|id| &id[id.len() - 9..id.len() - 4]).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn each_tick_is_a_run() {
        let (store, app) = (Arc::new(MemoryStore::new()), app());
        let orchestrator = started(&store, &app).await;
        let ticking = hourly(&orchestrator).start().await.expect("it starts");
        pass(HOUR * 3 + SECOND).await;
        let known = ids(&orchestrator, "Nightly").await;
        assert_eq!(known[0], "hourly@2000-01-03T01:00:00Z");
        assert_eq!(hours(&known), ["01:00", "02:00", "03:00"]);
        let created: Vec<_> = runs(&orchestrator, "Nightly").await.iter().map(|run| run.created.to_string()).collect();
        assert!(created[2].starts_with("2000-01-03T03:00:00"), "{created:?}");
        let Ticked { submitted, next, .. } = ticking.summary();
        assert_eq!((submitted, next.expect("one").to_string()), (3, "2000-01-03T04:00:00Z".to_owned()));
        orchestrator.shutdown(SECOND).await.expect("it ends in order");
        assert_eq!(ticking.ending(), Some(Ending::ShutDown));
    }

    #[tokio::test(start_paused = true)]
    async fn a_bad_schedule_is_refused_at_its_start() {
        let (store, app) = (Arc::new(MemoryStore::new()), app());
        let orchestrator = started(&store, &app).await;
        let bad = |text: &str| orchestrator.schedule("nightly", text, |_| Slow(1)).start();
        let error = bad("0 25 * * * Europe/Berlin").await.expect_err("there is no such hour");
        let told = "the schedule `nightly` cannot be read:\n0 25 * * * Europe/Berlin\n  ^ value must be in range 0..=23; found 25";
        assert_eq!(error.to_string(), told);
        let error = bad("0 0 31 2 * UTC").await.expect_err("there is no such day");
        assert!(error.to_string().ends_with("no such time comes within four years"), "{error}");
        bad("0 0 29 2 * UTC").await.expect("there is such a day");
    }

    async fn after_being_away(missed: Missed, away: Duration) -> (Vec<String>, Ticked) {
        let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
        let first = started_at(&store, &app, &clock).await;
        hourly(&first).start().await.expect("it starts");
        pass(HOUR + SECOND).await;
        first.kill();
        store.crash();
        pass(away).await;
        let second = started_at(&store, &app, &clock).await;
        let ticking = hourly(&second).missed(missed).start().await.expect("it starts");
        pass(SECOND).await;
        let known = ids(&second, "Nightly").await;
        (hours(&known).into_iter().map(str::to_owned).collect(), ticking.summary())
    }

    #[tokio::test(start_paused = true)]
    async fn missed_ticks_are_left_out_or_made_up_for() {
        let away = HOUR * 4 + HOUR / 2;
        let (known, ticked) = after_being_away(Missed::Skip, away).await;
        assert_eq!((known, ticked.missed), (vec!["01:00".to_owned()], 4));
        let (known, ticked) = after_being_away(Missed::Once, away).await;
        assert_eq!((known.join(" "), ticked.missed), ("01:00 05:00".to_owned(), 3));
        let (known, ticked) = after_being_away(Missed::All { at_most: 3 }, away).await;
        assert_eq!((known.join(" "), ticked.missed), ("01:00 03:00 04:00 05:00".to_owned(), 1));
        let (known, ticked) = after_being_away(Missed::Skip, HOUR + Duration::from_secs(20)).await;
        assert_eq!((known.join(" "), ticked.missed), ("01:00 02:00".to_owned(), 0), "a short absence misses nothing");
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_is_set_back_repeats_no_tick() {
        let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
        let orchestrator = started_at(&store, &app, &clock).await;
        let ticking = hourly(&orchestrator).start().await.expect("it starts");
        pass(HOUR * 2 + SECOND).await;
        clock.turn(-3600);
        pass(HOUR).await;
        assert_eq!(ticking.summary().submitted, 2, "two o'clock has come again");
        pass(HOUR).await;
        assert_eq!(hours(&ids(&orchestrator, "Nightly").await), ["01:00", "02:00", "03:00"]);
        clock.turn(3600);
        pass(Duration::from_secs(11)).await;
        assert_eq!(ticking.summary().submitted, 4, "a clock that is set forward is noticed soon");
    }

    #[tokio::test(start_paused = true)]
    async fn two_processes_with_one_schedule_submit_once() {
        let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
        let (one, two) = (started_at(&store, &app, &clock).await, started_at(&store, &app, &clock).await);
        let (of_one, of_two) = (hourly(&one).start().await, hourly(&two).start().await);
        let (of_one, of_two) = (of_one.expect("it starts"), of_two.expect("it starts"));
        pass(HOUR * 24 + SECOND).await;
        assert_eq!(of_one.summary().submitted + of_two.summary().submitted, 24);
        assert_eq!(ids(&one, "Nightly").await.len(), 24);
        of_one.stop();
        pass(HOUR).await;
        assert_eq!(ids(&one, "Nightly").await.len(), 25, "the other goes on");
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_decided_on_is_submitted_by_whoever_is_left() {
        let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
        let one = started_at(&store, &app, &clock).await;
        // A process has decided, and died before it submitted anything.
        let record = r#"{"tick":946861200000000,"ran":null,"waiting":[946861200000000]}"#.to_owned();
        let fact = Write::Fact { name: "schedule:hourly".to_owned(), expect: None, value: Some(record) };
        store.commit(vec![fact]).await.expect("the store answers")[0].as_ref().expect("it is written");
        pass(HOUR * 2 - SECOND).await;
        hourly(&one).start().await.expect("it starts");
        pass(Duration::from_millis(10)).await;
        assert_eq!(hours(&ids(&one, "Nightly").await), ["01:00"]);
    }

    async fn overlapping(overlap: Overlap) -> (Vec<String>, Vec<RunStatus>, Ticked) {
        let (store, app) = (Arc::new(MemoryStore::new()), app());
        let orchestrator = started(&store, &app).await;
        let ticking = slowly(&orchestrator, overlap).start().await.expect("it starts");
        pass(HOUR * 3 + SECOND).await;
        let all = runs(&orchestrator, "Slow").await;
        let known: Vec<String> = all.iter().map(|run| run.id.clone()).collect();
        let known = hours(&known).into_iter().map(str::to_owned).collect();
        (known, all.iter().map(|run| run.status).collect(), ticking.summary())
    }

    #[tokio::test(start_paused = true)]
    async fn a_tick_before_the_end_of_the_run_before() {
        let (known, ..) = overlapping(Overlap::Allow).await;
        assert_eq!(known.join(" "), "00:30 01:00 01:30 02:00 02:30 03:00");
        let (known, _, ticked) = overlapping(Overlap::Skip).await;
        assert_eq!((known.join(" "), ticked.skipped), ("00:30 02:00".to_owned(), 4));
        let (known, states, ticked) = overlapping(Overlap::Queue).await;
        assert_eq!((known.join(" "), ticked.waiting), ("00:30 01:00 01:30".to_owned(), 3));
        assert_eq!(states, [RunStatus::Succeeded, RunStatus::Succeeded, RunStatus::Parked]);
        let (known, states, _) = overlapping(Overlap::Cancel).await;
        assert_eq!(known.len(), 6);
        assert!(states[..5].iter().all(|state| *state == RunStatus::Cancelled), "{states:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn health_tells_what_is_under_way() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    for n in [1, 13] {
        let _ = orchestrator.submit(Work(n)).await.expect("it is taken").result().await;
    }
    orchestrator.submit(Slow(1)).await.expect("it is taken");
    pass(SECOND).await;
    let health = orchestrator.health().await;
    assert!(health.ready && health.live && health.problems.is_empty(), "{health:?}");
    assert_eq!((health.driven, health.max_runs, health.unwritten, health.stuck), (0, 10_000, 0, 0));
    let held = health.store.as_ref().expect("it was counted");
    let one = |status| (status, 1);
    let known = [one(RunStatus::Parked), one(RunStatus::Succeeded), one(RunStatus::Failed)];
    assert_eq!(held.runs.clone().into_iter().collect::<Vec<_>>(), known);
    let json = serde_json::to_value(&health).expect("it can be written");
    assert_eq!(json["store"]["runs"]["parked"], 1);
    orchestrator.submit(Work(2)).await.expect("it is taken").result().await.expect("it ends well");
    let counted = |health: orch::Health| health.store.expect("it was counted").runs[&RunStatus::Succeeded];
    assert_eq!(counted(orchestrator.health().await), 1, "numbers of the store are up to 30 s old");
    pass(SECOND * 30).await;
    orchestrator.health().await;
    pass(SECOND).await;
    assert_eq!(counted(orchestrator.health().await), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_in_which_nothing_happens_is_stuck() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&store, &app).stuck_after(SECOND * 20).start().await.expect("it starts");
    let run = orchestrator.submit(Work(1)).id("still").await.expect("it is taken");
    pass(SECOND * 19).await;
    assert_eq!(orchestrator.health().await.stuck, 0);
    pass(SECOND * 2).await;
    let health = orchestrator.health().await;
    assert_eq!((health.stuck, &*health.stuck_runs[0].id, health.stuck_runs[0].quiet_secs), (1, "still", 21));
    assert!(health.ready && health.live, "its owner must decide what is wrong with it");
    app.calls.hang.store(false, Ordering::SeqCst);
    run.result().await.expect("it ends well");
    assert_eq!(orchestrator.health().await.stuck, 0);
}

/// Answers nothing and writes nothing while it hangs; fails each write when it is broken.
#[derive(Default)]
struct Ill {
    store: MemoryStore,
    hangs: AtomicBool,
    broken: AtomicBool,
}

impl Ill {
    fn answer<'a, T: Send + 'a>(&'a self, answer: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        match self.hangs.load(Ordering::SeqCst) {
            true => Box::pin(std::future::pending()),
            false => answer,
        }
    }
}

impl Store for Ill {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<store::Answer>> {
        match self.broken.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(StoreError::Full("0 bytes left".to_owned())) }),
            false => self.store.commit(batch),
        }
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.answer(self.store.run(run))
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.answer(self.store.find(pipeline, id))
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        self.answer(self.store.runs(filter))
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<store::Entry>> {
        self.answer(self.store.events(run, from, limit))
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<store::Letter>> {
        self.answer(self.store.letters(run, after))
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.answer(self.store.news(after, limit))
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.answer(self.store.next_wake())
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<store::Pause>> {
        self.answer(self.store.pauses())
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        self.answer(self.store.fact(name))
    }

    fn stats(&self) -> StoreFuture<'_, store::Stats> {
        self.answer(self.store.stats())
    }
}

async fn on(store: &Arc<Ill>) -> Orchestrator {
    let builder = Orchestrator::builder().shared_store(Arc::clone(store) as Arc<dyn Store>);
    builder.clock(Arc::new(SeededClock::new(1))).inline_writes().start().await.expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_or_has_failed_is_not_ready() {
    let store = Arc::new(Ill::default());
    let orchestrator = on(&store).await;
    store.hangs.store(true, Ordering::SeqCst);
    let begun = tokio::time::Instant::now();
    let health = orchestrator.health().await;
    assert!(!health.ready && health.live, "{health:?}");
    assert!(begun.elapsed() <= SECOND, "a probe is answered");
    pass(SECOND * 11).await;
    let health = orchestrator.health().await;
    assert!(!health.ready && !health.live, "the keeper hangs too: {health:?}");
    assert_eq!(health.problems.len(), 2);

    let store = Arc::new(Ill::default());
    let orchestrator = on(&store).await;
    store.broken.store(true, Ordering::SeqCst);
    pass(SECOND * 20).await;
    let health = orchestrator.health().await;
    assert!(!health.ready && health.live, "{health:?}");
    assert!(health.problems[0].starts_with("the journal has failed: the disk is full"), "{health:?}");
    let healthy = Arc::new(Ill::default());
    let orchestrator = on(&healthy).await;
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert!(!orchestrator.health().await.ready);
}

#[tokio::test(start_paused = true)]
async fn runs_are_kept_as_long_as_was_said() {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let retention = Retention { succeeded: Some(HOUR), cancelled: Some(HOUR * 3), ..Retention::default() };
    let kept = builder(&store, &app).clock(Arc::clone(&clock) as Arc<dyn Clock>).retain(retention);
    let orchestrator = kept.start().await.expect("it starts");
    for n in 0..450u32 {
        orchestrator.submit(Work(n * 14)).await.expect("it is taken");
    }
    orchestrator.submit(Work(13)).id("failed").await.expect("it is taken");
    orchestrator.submit(Slow(1)).id("cancelled").await.expect("it is taken");
    pass(SECOND).await;
    orchestrator.cancel("Slow", "cancelled", "not wanted").await.expect("it runs");
    pass(HOUR - SECOND * 60).await;
    assert_eq!(runs(&orchestrator, "Work").await.len(), 451);
    pass(SECOND * 240).await;
    assert_eq!(ids(&orchestrator, "Work").await, ["failed"]);
    assert_eq!(ids(&orchestrator, "Slow").await, ["cancelled"]);
    pass(HOUR * 2).await;
    assert!(ids(&orchestrator, "Slow").await.is_empty());
    pass(HOUR * 24 * 7).await;
    assert_eq!(ids(&orchestrator, "Work").await, ["failed"], "what was not asked for does not expire");
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cancelled_before_it_sleeps_does_not_sleep() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    orchestrator.submit(Slow(1)).id("c").await.expect("it is taken");
    orchestrator.cancel("Slow", "c", "not wanted").await.expect("it runs");
    pass(SECOND).await;
    assert_eq!(runs(&orchestrator, "Slow").await[0].status, RunStatus::Cancelled);
}

/// The same on a disk, with the journal's own thread and the machine's clock: what was fed, followed and shut down midway is
/// there when the file is opened again.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn inputs_go_on_where_a_file_says() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || orch::SqliteStore::open(dir.path().join("orch.db")).expect("it opens");
    let app = app();
    let start = |store| {
        let builder = Orchestrator::builder().store(store).resources(app.clone()).register::<Work>();
        builder.register::<Bill>().start()
    };
    let feed = |orchestrator: &Orchestrator| {
        let items = stream::iter((0..200u32).map(|n| n * 14));
        orchestrator.feed(items, |n| (n.to_string(), Work(n))).start().expect("it is registered")
    };
    let first = start(open()).await.expect("it starts");
    let (link, fed) = (billing(&first).await, feed(&first));
    while link.summary().submitted < 50 {
        tokio::task::yield_now().await;
    }
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    assert_eq!((link.wait().await, fed.wait().await), (Ending::ShutDown, Ending::ShutDown));
    drop(first);
    let second = start(open()).await.expect("it starts");
    let (link, fed) = (billing(&second).await, feed(&second));
    assert_eq!(fed.wait().await, Ending::Done);
    while ids(&second, "Bill").await.len() < 200 {
        tokio::task::yield_now().await;
    }
    link.stop();
    link.wait().await;
    let health = second.health().await;
    assert!(health.ready && health.store.expect("it was counted").size_bytes > 0);
    second.shutdown(SECOND).await.expect("it ends in order");
    let known: std::collections::BTreeSet<String> = ids(&second, "Bill").await.into_iter().collect();
    assert_eq!(known.len(), 200);
}
