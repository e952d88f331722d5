//! The order rule, seen from outside: what runs at the same time, what waits, and what never happens.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::{Classify, Context, FailureKind, Resources, agent, pipeline};
use orch_testing::Flow;

/// What happened to the world, in order.
#[derive(Debug, Default)]
pub struct World(Mutex<Vec<String>>);

impl World {
    fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Resources)]
pub struct App {
    world: Arc<World>,
}

impl App {
    fn new() -> App {
        App { world: Arc::default() }
    }
}

#[derive(Debug, thiserror::Error, Classify)]
#[error("refused {0}")]
#[permanent]
pub struct Refused(u64);

/// Looks for so many seconds.
#[agent(reads)]
async fn look(seconds: u64) -> u64 {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    seconds
}

/// Looks for so many seconds and finds fault.
#[agent(reads)]
async fn refuse(seconds: u64) -> Result<u64, Refused> {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    Err(Refused(seconds))
}

/// Changes the world.
#[agent(idempotent)]
async fn change(name: &str, seconds: u64, #[resource] world: &World) -> u64 {
    world.note(format!("{name} begins"));
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    world.note(format!("{name} ends"));
    seconds
}

/// Changes the world once, if it is given the time.
#[agent(once, timeout = 3s)]
async fn strike(seconds: u64, #[resource] world: &World) -> u64 {
    world.note("strike");
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    seconds
}

#[agent(idempotent)]
async fn mend(#[resource] world: &World) -> u64 {
    world.note("mend");
    0
}

#[agent(reads)]
async fn calm() -> u64 {
    99
}

/// Notices that it is not wanted any more.
#[agent(reads, spawn, timeout = 1h)]
async fn patient(#[resource] world: &World, cx: &Context) -> u64 {
    cx.emit("waiting");
    cx.cancelled().await;
    world.note("cancelled");
    0
}

pipeline! {
    pub SideBySide(n: u64) -> u64 {
        let a = look(2).named("a").await?;
        let b = look(3).named("b").await?;
        a + b + n
    }

    pub AfterWritten(n: u64) -> u64 {
        let a = look(2).named("a").await?;
        let b = look(3).named("b").after(&a).await?;
        a + b + n
    }

    pub ReadAfterChange(n: u64) -> u64 {
        let a = change("one", 2).await?;
        let b = look(3).await?;
        a + b + n
    }

    pub ChangesInTurn(n: u64) -> u64 {
        let a = change("one", 2).named("one").await?;
        let b = change("two", 2).named("two").await?;
        a + b + n
    }

    pub ChangesUnordered(n: u64) -> u64 {
        #[unordered]
        {
            let _ = change("one", 2).named("one").await?;
            let _ = change("two", 2).named("two").await?;
        }
        n
    }

    pub NeverAfterAFailure(n: u64) -> u64 {
        let checked = refuse(5).await?;
        let paid = change("pay", 1).await?;
        checked + paid + n
    }

    pub NeverAfterPlainRust(text: String) -> u64 {
        let n = text.parse::<u64>()?;
        let paid = change("pay", 1).await?;
        paid + n
    }

    pub FirstFailureOfTheText(n: u64) -> u64 {
        let late = refuse(5).named("late").await?;
        let early = refuse(1).named("early").await?;
        late + early + n
    }

    pub NotAfterAnUnknown(n: u64) -> u64 {
        let struck = strike(n).or_else(|_| mend()).await?;
        struck
    }

    pub AfterAnUnknownIfWritten(n: u64) -> u64 {
        let struck = strike(n).or_else_unknown(|_| mend()).await?;
        struck
    }

    pub QuietAfterAnUnknown(n: u64) -> u64 {
        let struck = strike(n).or_else(|_| calm()).await?;
        struck
    }

    #[deadline(1h)]
    pub Deadline(n: u64) -> u64 {
        sleep(30min).await;
        let waited = patient().await?;
        waited + n
    }

    #[work_limit(10s)]
    pub WorkLimit(n: u64) -> u64 {
        sleep(10h).await;
        let worked = look(n).await?;
        worked
    }
}

/// Runs it and tells how long it took.
async fn timed<T>(run: impl Future<Output = T>) -> (T, u64) {
    let start = tokio::time::Instant::now();
    let result = run.await;
    (result, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn what_only_looks_runs_side_by_side() {
    let (result, took) = timed(SideBySide(1).run()).await;
    assert_eq!((result.unwrap(), took), (6, 3));
    let (result, took) = timed(AfterWritten(1).run()).await;
    assert_eq!((result.unwrap(), took), (6, 5));
}

#[tokio::test(start_paused = true)]
async fn changes_keep_their_place() {
    let app = App::new();
    let (_, took) = timed(ReadAfterChange(0).resources(&app).run()).await;
    assert_eq!(took, 5);
    let app = App::new();
    let (_, took) = timed(ChangesInTurn(0).resources(&app).run()).await;
    assert_eq!(
        (took, app.world.told()),
        (4, ["one begins", "one ends", "two begins", "two ends"].map(String::from).into())
    );
    let app = App::new();
    let (_, took) = timed(ChangesUnordered(0).resources(&app).run()).await;
    assert_eq!((took, app.world.told().len()), (2, 4));
}

#[tokio::test(start_paused = true)]
async fn money_never_leaves_before_the_check_above_it() {
    let app = App::new();
    let failure = NeverAfterAFailure(0).resources(&app).run().await.unwrap_err();
    assert_eq!((failure.stage.as_str(), app.world.told()), ("NeverAfterAFailure/refuse", Vec::new()));
    let failure = NeverAfterPlainRust("x".into()).resources(&app).run().await.unwrap_err();
    assert_eq!((failure.message.as_str(), app.world.told()), ("invalid digit found in string", Vec::new()));
}

#[tokio::test(start_paused = true)]
async fn a_run_fails_as_its_text_would() {
    let (result, took) = timed(FirstFailureOfTheText(0).run()).await;
    assert_eq!((result.unwrap_err().stage.as_str(), took), ("FirstFailureOfTheText/late", 5));
}

#[tokio::test(start_paused = true)]
async fn a_fallback_that_changes_the_world_is_not_taken_after_an_unknown_outcome() {
    let app = App::new();
    let failure = NotAfterAnUnknown(9).resources(&app).run().await.unwrap_err();
    assert_eq!((failure.kind, app.world.told()), (FailureKind::TimedOut, vec!["strike".to_string()]));
    let app = App::new();
    assert_eq!(AfterAnUnknownIfWritten(9).resources(&app).run().await.unwrap(), 0);
    assert_eq!(app.world.told(), ["strike", "mend"]);
    assert_eq!(QuietAfterAnUnknown(9).resources(&App::new()).run().await.unwrap(), 99);
    assert_eq!(NotAfterAnUnknown(1).resources(&App::new()).run().await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn deadline_and_cancellation_reach_the_agents() {
    let app = App::new();
    let (result, took) = timed(Deadline(0).resources(&app).run()).await;
    assert_eq!((result.unwrap_err().kind, took), (FailureKind::DeadlineExceeded, 3600));
    tokio::task::yield_now().await;
    assert_eq!(app.world.told(), ["cancelled"]);
    let run = Deadline(0).resources(&app).start();
    tokio::time::sleep(Duration::from_secs(1801)).await;
    assert!(run.cancel("not wanted"));
    let failure = run.result().await.unwrap_err();
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Cancelled, "not wanted"));
}

#[tokio::test(start_paused = true)]
async fn the_work_limit_leaves_out_the_time_parked() {
    let (result, took) = timed(WorkLimit(5).run()).await;
    assert_eq!((result.unwrap(), took), (5, 36_005));
    let (result, took) = timed(WorkLimit(11).run()).await;
    assert_eq!((result.unwrap_err().kind, took), (FailureKind::DeadlineExceeded, 36_010));
}

/// Not even serde can tell what it is.
#[derive(Debug)]
pub struct Opaque(u64);

#[agent(pure)]
async fn hide(n: u64) -> Opaque {
    Opaque(n)
}

#[agent(pure)]
async fn unhide(opaque: &Opaque) -> u64 {
    opaque.0
}

pipeline! {
    #[ephemeral]
    pub Ephemeral(n: u64) -> u64 {
        let hidden = hide(n).await?;
        unhide(&hidden).await?
    }
}

#[tokio::test(start_paused = true)]
async fn an_ephemeral_pipeline_needs_no_serde() {
    assert_eq!(Ephemeral(7).run().await.unwrap(), 7);
    assert_eq!(Flow::test(Ephemeral(7)).on::<unhide>([Ok(8)]).run().await.output(), &8);
}

#[test]
fn the_same_holds_in_a_test_of_the_flow() {
    let app = App::new();
    let tested = Flow::test(ChangesInTurn(0).resources(&app)).run_blocking();
    tested.assert_path(["one", "two"]);
}

pipeline! {
    pub Worths(seconds: Vec<u64>) -> u64 {
        let worths = for n in each(seconds) {
            let seen = look(n).await?;
            look(seen).named("again").await?
        };
        let sum: u64 = worths.iter().sum();
        sum
    }
}

#[tokio::test(start_paused = true)]
async fn the_critical_path_of_a_fan_out_is_that_of_one_item() {
    let (result, report) = Worths(vec![1, 3, 2]).run_with_report().await;
    assert_eq!(result.unwrap(), 6);
    let path: Vec<&str> = report.critical_path.iter().map(|link| link.path.as_str()).collect();
    assert_eq!(path, ["Worths/worths[1]/look", "Worths/worths[1]/again"]);
}

pipeline! {
    /// A person who is not asked any more, an agent that takes three seconds, and somebody who never comes.
    pub Patience() -> u64 {
        let first = race(look(1), signal::<u64>("person")).await?;
        let second = look(first + 1).named("second").await?;
        let never = signal::<u64>("never").timeout(1min).await?;
        second + never
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_waited_for_in_vain_has_waited_until_nobody_wanted_it_any_more() {
    let reports = orch::Reports::new();
    let run = Patience().report(&reports).start();
    tokio::time::sleep(Duration::from_secs(10)).await;
    run.cancel("nobody comes");
    run.result().await.expect_err("it was cancelled");
    let report = reports.get();
    let waited = |stage: &str| (report.stages[stage].waiting, report.stages[stage].cancelled);
    assert_eq!(waited("Patience/person"), (Duration::from_secs(1), 1), "until the race was won");
    assert_eq!(waited("Patience/never"), (Duration::from_secs(7), 1), "until the run was cancelled");
}
