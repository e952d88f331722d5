//! Races with a timer among the racers. It gives `()`, and so do those that it races with.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::{Classify, Reports, Resources, RunReport, agent, pipeline};
use orch_testing::replay::Replay;
use tokio::time::{Instant, sleep};

/// What became of those who walk, in order.
#[derive(Debug, Default)]
pub struct World(Mutex<Vec<String>>);

impl World {
    fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Resources)]
pub struct App {
    world: Arc<World>,
}

fn app() -> (App, Arc<World>) {
    let world = Arc::<World>::default();
    (App { world: Arc::clone(&world) }, world)
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, Classify)]
#[error("refused {0}")]
#[permanent]
pub struct Refused(u64);

/// Tells when it is dropped whether it had arrived.
struct Way<'a> {
    world: &'a World,
    seconds: u64,
    arrived: bool,
}

impl Drop for Way<'_> {
    fn drop(&mut self) {
        let how = if self.arrived { "arrived" } else { "given up" };
        self.world.0.lock().unwrap().push(format!("walk {} {how}", self.seconds));
    }
}

/// Takes so many seconds.
#[agent(reads, timeout = 1h)]
async fn walk(seconds: u64, #[resource] world: &World) {
    let mut way = Way { world, seconds, arrived: false };
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    way.arrived = true;
}

/// Finds fault after so many seconds.
#[agent(reads)]
async fn refuse(seconds: u64) -> Result<(), Refused> {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    Err(Refused(seconds))
}

/// What stands behind a race.
#[agent(idempotent)]
async fn note(what: &str, #[resource] world: &World) -> usize {
    let mut told = world.0.lock().unwrap();
    told.push(what.to_owned());
    told.len()
}

pipeline! {
    pub Walk(seconds: u64) -> usize {
        race(walk(seconds), sleep(10s)).await?;
        note("behind").await?
    }

    pub TimerFirst(seconds: u64) -> usize {
        race(sleep(10s), walk(seconds)).await?;
        note("behind").await?
    }

    /// An agent that fails is no winner.
    pub Refusing(seconds: u64) -> usize {
        race(refuse(seconds), sleep(10s)).await?;
        note("behind").await?
    }

    /// As a value.
    pub Looked(seconds: u64) -> bool {
        let gone = race(refuse(seconds), sleep(10s), walk(20)).await;
        gone.is_ok()
    }

    /// A person, and the clock, and a wait behind them.
    pub Person(n: u64) -> u64 {
        race(sleep(1h), signal::<()>("person")).await?;
        let word = signal::<u64>("word").timeout(2h).await?;
        word + n
    }

    /// Only clocks.
    pub Clocks(seconds: u64) -> u64 {
        let began = now().await;
        race(sleep(1h), sleep_until(began + Duration::from_secs(seconds))).await?;
        let ended = now().await;
        ended.since(began).as_secs()
    }
}

/// How a wait or a stage ended: how often well, in failure, and not at all, and how long it waited.
fn ended(report: &RunReport, stage: &str) -> (u64, u64, u64, u64) {
    let stage = &report.stages[stage];
    (stage.successes, stage.failures, stage.cancelled, stage.waiting.as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_timer_that_wins_gives_up_the_agent_beside_it() {
    let (app, world) = app();
    let (began, (result, report)) = (Instant::now(), Walk(20).resources(&app).run_with_report().await);
    assert_eq!((result, began.elapsed().as_secs()), (Ok(2), 10));
    assert_eq!(world.told(), ["walk 20 given up", "behind"], "nothing of it is left when the flow goes on");
    assert_eq!(ended(&report, "Walk/sleep"), (1, 0, 0, 10));
    assert_eq!(ended(&report, "Walk/walk"), (0, 0, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn an_agent_that_wins_makes_the_timer_be_forgotten() {
    let (app, world) = app();
    let (began, (result, report)) = (Instant::now(), Walk(3).resources(&app).run_with_report().await);
    assert_eq!((result, began.elapsed().as_secs()), (Ok(2), 3), "nobody waits for the timer any more");
    assert_eq!(world.told(), ["walk 3 arrived", "behind"]);
    assert_eq!(ended(&report, "Walk/sleep"), (0, 0, 1, 3));
    assert_eq!(ended(&report, "Walk/walk"), (1, 0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn it_is_the_same_where_the_timer_stands_first() {
    let (app, world) = app();
    let began = Instant::now();
    assert_eq!(TimerFirst(20).resources(&app).run().await, Ok(2));
    assert_eq!(TimerFirst(3).resources(&app).run().await, Ok(4));
    assert_eq!(began.elapsed().as_secs(), 13);
    assert_eq!(world.told(), ["walk 20 given up", "behind", "walk 3 arrived", "behind"]);
}

#[tokio::test(start_paused = true)]
async fn a_timer_wins_over_what_fails() {
    let (app, _) = app();
    let (began, (result, report)) = (Instant::now(), Refusing(3).resources(&app).run_with_report().await);
    assert_eq!((result, began.elapsed().as_secs()), (Ok(1), 10), "a failure ends no race that somebody may win");
    assert_eq!(ended(&report, "Refusing/refuse"), (0, 1, 0, 0));
    assert_eq!(ended(&report, "Refusing/sleep"), (1, 0, 0, 10));
    assert_eq!(Refusing(30).resources(&app).run().await, Ok(2), "it has not failed by then");
    assert_eq!(Looked(3).resources(&app).run().await, Ok(true));
}

#[tokio::test(start_paused = true)]
async fn a_timer_and_a_signal_wait_side_by_side() {
    let run = Person(1).start();
    let waits = || run.waits().into_iter().map(|wait| wait.path).collect::<BTreeSet<_>>();
    let both = BTreeSet::from(["Person/sleep", "Person/person"].map(String::from));
    run.stopped().await;
    assert_eq!(waits(), both);
    sleep(Duration::from_secs(3599)).await;
    assert_eq!(waits(), both);
    sleep(Duration::from_secs(2)).await;
    assert_eq!(waits(), BTreeSet::from(["Person/word".to_owned()]), "the timer has won");
    run.person(()).await.expect("it runs, and nobody waits for it");
    run.word(7).await.expect("it waits");
    assert_eq!(*run.result().await.unwrap(), 8);
    assert_eq!(run.waits(), []);
}

#[tokio::test(start_paused = true)]
async fn a_signal_that_wins_makes_the_timer_be_forgotten() {
    let (reports, began) = (Reports::new(), Instant::now());
    let run = Person(1).report(&reports).start();
    sleep(Duration::from_secs(5)).await;
    run.person(()).await.expect("it waits");
    sleep(Duration::from_millis(1)).await;
    assert_eq!(run.waits().into_iter().map(|wait| wait.path).collect::<Vec<_>>(), ["Person/word"]);
    // The hour passes, and nothing fires.
    sleep(Duration::from_secs(3600)).await;
    run.word(7).await.expect("it waits");
    assert_eq!(*run.result().await.unwrap(), 8);
    assert_eq!(began.elapsed().as_secs(), 3605);
    let timer = &reports.get().stages["Person/sleep"];
    assert_eq!((timer.successes, timer.cancelled, timer.waiting.as_secs()), (0, 1, 5));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cancelled_gives_up_all_racers() {
    let (app, world) = app();
    let run = Walk(20).resources(&app).start();
    sleep(Duration::from_secs(5)).await;
    run.cancel("enough");
    run.result().await.expect_err("it was cancelled");
    assert_eq!(world.told(), ["walk 20 given up"]);
    assert_eq!(run.waits(), []);
}

#[tokio::test(start_paused = true)]
async fn of_two_timers_the_earlier_one_wins() {
    let began = Instant::now();
    assert_eq!(Clocks(90).run().await, Ok(90));
    assert_eq!(Clocks(7200).run().await, Ok(3600));
    assert_eq!(began.elapsed().as_secs(), 3690);
}

#[tokio::test(start_paused = true)]
async fn races_with_timers_replay() {
    for seed in 0..20 {
        let (app, _) = app();
        for seconds in [3, 20] {
            let replayed = Replay::new(seed).run(Walk(seconds).resources(&app)).await.unwrap();
            assert!(replayed.result.is_ok(), "seed {seed}: {:?}", replayed.result);
            let replayed = Replay::new(seed).run(Refusing(seconds).resources(&app)).await.unwrap();
            assert!(replayed.result.is_ok(), "seed {seed}: {:?}", replayed.result);
        }
        let replayed = Replay::new(seed).run(Clocks(90)).await.unwrap();
        assert!(replayed.result.is_ok(), "seed {seed}: {:?}", replayed.result);
    }
}
