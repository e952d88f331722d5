//! Runs that nobody looks on at go the short way: agents that never wait are called on the spot, and the others get a waker when they
//! wait. It comes to the same as a run that is watched, and takes no more than its share of time.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

mod short;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::__private::Stage;
use orch::{Classify, Failure, FailureKind, Resources, agent, pipeline};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio::time::Instant;

#[derive(Debug, Clone, PartialEq, thiserror::Error, Classify, Serialize, Deserialize)]
pub enum Trouble {
    #[error("busy")]
    #[transient]
    Busy,
    #[error("{0} is odd")]
    #[permanent]
    Odd(u64),
}

/// What the agents count and wait for.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    calls: Arc<AtomicU32>,
    polls: Arc<AtomicU32>,
    bell: Arc<Notify>,
}

#[derive(Resources)]
struct App {
    desk: Desk,
}

fn app() -> App {
    App { desk: Desk::default() }
}

impl Desk {
    fn call(&self) -> u32 {
        self.calls.fetch_add(1, Ordering::SeqCst)
    }
}

/// Busy twice.
#[agent(pure, retry(attempts = 3, backoff = constant(1s)))]
async fn third_time(n: u64, #[resource] desk: &Desk) -> Result<u64, Trouble> {
    if desk.call() < 2 { Err(Trouble::Busy) } else { Ok(n) }
}

#[agent(pure)]
async fn even(n: u64) -> Result<u64, Trouble> {
    if !n.is_multiple_of(2) { Err(Trouble::Odd(n)) } else { Ok(n) }
}

#[agent(pure)]
async fn breaks(n: u64) -> u64 {
    assert!(n < 3, "{n} is too much");
    n
}

/// The first waits until the last rings; whoever is in between waits for a turn of the task, or not at all.
#[agent(reads)]
async fn in_turn(n: u64, last: u64, #[resource] desk: &Desk) -> u64 {
    desk.polls.fetch_add(1, Ordering::SeqCst);
    match n {
        0 => desk.bell.notified().await,
        n if n == last => desk.bell.notify_one(),
        n if n % 2 == 1 => tokio::task::yield_now().await,
        _ => {}
    }
    n
}

/// Counts, and waits for a turn of the task.
#[agent(reads)]
async fn ring(n: u64, #[resource] desk: &Desk) -> u64 {
    tokio::task::yield_now().await;
    desk.polls.fetch_add(1, Ordering::SeqCst);
    n
}

/// Whether somebody has rung.
#[agent(reads)]
async fn is_rung(n: u64, #[resource] desk: &Desk) -> bool {
    assert_eq!(u64::from(desk.call()), n, "each round asks once");
    desk.polls.load(Ordering::SeqCst) > 0
}

#[test]
fn the_text_of_an_agent_tells_whether_it_waits() {
    const { assert!(!third_time::WAITS && !even::WAITS && !breaks::WAITS) };
    const { assert!(in_turn::WAITS && Retried::WAITS) };
}

pipeline! {
    Retried(n: u64) -> u64 {
        third_time(n).await?
    }
}

pipeline! {
    Handled(n: u64) -> String {
        let told = match even(n).await {
            Ok(n) => format!("{n}"),
            Err(failed) => format!("{:?}", failed.error),
        };
        told
    }
}

pipeline! {
    Tolerant(list: Vec<u64>) -> Vec<(String, String)> {
        let all = for n in each(list).tolerate(100) {
            let fine = even(n).await?;
            breaks(fine).await?
        };
        let failures: Vec<(String, String)> =
            all.failures.iter().map(|(key, failure)| (key.clone(), failure.message.clone())).collect();
        failures
    }
}

pipeline! {
    Turns(list: Vec<u64>) -> Vec<u64> {
        let last = list.len() as u64 - 1;
        let all = for n in each(&list) {
            in_turn(*n, last).await?
        };
        all
    }
}

pipeline! {
    Many(list: Vec<u64>) -> usize {
        let all = for n in each(list) {
            let once = even(n).await?;
            even(once).named("again").await?
        };
        all.len()
    }
}

fn without_times(failure: Failure) -> (String, FailureKind, String, u32) {
    (failure.stage, failure.kind, failure.message, failure.attempts)
}

#[tokio::test(start_paused = true)]
async fn a_failure_on_the_spot_is_judged_like_any_other() {
    let (quiet, watched) = (app(), app());
    assert_eq!(Retried(7).resources(&quiet).run().await.ok(), Some(7));
    let (result, report) = Retried(7).resources(&watched).run_with_report().await;
    assert_eq!((result.ok(), report.stages["Retried/third_time"].retries), (Some(7), 2));
    assert_eq!(quiet.desk.calls.load(Ordering::SeqCst), 3);
    assert_eq!(watched.desk.calls.load(Ordering::SeqCst), 3);
    assert_eq!(Handled(3).run().await.ok(), Handled(3).run_with_report().await.0.ok());
    assert_eq!(Handled(3).run().await.ok().as_deref(), Some("Some(Odd(3))"));
}

#[tokio::test(start_paused = true)]
async fn a_panic_on_the_spot_fails_the_stage() {
    let list: Vec<u64> = (0..8).collect();
    let (quiet, watched) = (Tolerant(list.clone()).run().await, Tolerant(list).run_with_report().await.0);
    let failures = quiet.expect("eight may fail");
    assert_eq!(failures.len(), 6);
    assert_eq!(failures[1], ("3".to_owned(), "3 is odd".to_owned()));
    assert_eq!(failures[2], ("4".to_owned(), "panicked: 4 is too much".to_owned()));
    assert_eq!(watched.ok(), Some(failures));
    let (quiet, watched) = (Many(vec![0, 2, 5]).run().await, Many(vec![0, 2, 5]).run_with_report().await.0);
    let failure = without_times(quiet.expect_err("5 is odd"));
    assert_eq!(failure.0, "Many/all[2]/even");
    assert_eq!(watched.map_err(without_times), Err(failure));
}

#[tokio::test]
async fn who_waits_among_others_is_woken() {
    for last in [1, 2, 15, 40] {
        let app = app();
        let gave = Turns((0..=last).collect()).resources(&app).run().await;
        assert_eq!(gave.ok(), Some((0..=last).collect()));
        assert_eq!(u64::from(app.desk.polls.load(Ordering::SeqCst)), last + 1, "each is begun once");
    }
}

#[tokio::test]
async fn many_items_let_others_have_their_turn_and_come_to_their_end() {
    let turns = AtomicU32::new(0);
    let run = async {
        let gave = Many((0..5_000).map(|n| 2 * n).collect()).run().await;
        (gave.expect("all are even"), turns.load(Ordering::SeqCst))
    };
    let others = async {
        loop {
            turns.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
        }
    };
    let (gave, turns) = tokio::select! { biased; gave = run => gave, () = others => unreachable!() };
    assert_eq!(gave, 5_000);
    assert!(turns > 50, "10,000 attempts are more than {turns} turns of the task");
}

/// A second passes with every turn of the others.
async fn a_second_a_turn<T>(run: impl Future<Output = T>) -> T {
    let others = async {
        loop {
            tokio::time::advance(Duration::from_secs(1)).await;
            tokio::task::yield_now().await;
        }
    };
    tokio::select! { biased; gave = run => gave, () = others => unreachable!() }
}

pipeline! {
    #[work_limit(20s)]
    Limited(list: Vec<u64>) -> usize {
        let all = for n in each(list) {
            even(n).await?
        };
        all.len()
    }
}

#[tokio::test(start_paused = true)]
async fn what_never_waits_is_held_to_the_work_limit() {
    let list: Vec<u64> = (0..10_000).map(|n| 2 * n).collect();
    let quiet = a_second_a_turn(Limited(list.clone()).run()).await.map_err(without_times);
    let watched = a_second_a_turn(Limited(list.clone()).run_with_report()).await.0.map_err(without_times);
    let failure = quiet.expect_err("it takes 78 turns, of which two are a second");
    assert_eq!(
        (failure.1, &*failure.2),
        (FailureKind::DeadlineExceeded, "the run worked longer than its limit of 20s")
    );
    assert_eq!(watched, Err(failure));
    assert_eq!(a_second_a_turn(Limited(list[..3_000].to_vec()).run()).await.ok(), Some(3_000));
}

/// When the agents were called, in seconds.
#[derive(Debug)]
pub struct Stamps {
    begun: Instant,
    seconds: Mutex<Vec<u64>>,
}

#[derive(Resources)]
struct Stamped {
    stamps: Arc<Stamps>,
}

/// A change, so that the pipeline that makes it is told of a stop.
#[agent(idempotent, compensate = unstamp)]
async fn stamp(n: u64, #[resource] stamps: &Stamps) -> u64 {
    stamps.seconds.lock().unwrap().push(stamps.begun.elapsed().as_secs());
    n
}

#[agent(idempotent)]
async fn unstamp(n: &u64, stamped: Option<&u64>, #[resource] stamps: &Stamps) {
    assert!(!stamps.seconds.lock().unwrap().is_empty(), "{n} {stamped:?}");
}

pipeline! {
    One(n: u64) -> u64 {
        stamp(n).await?
    }
}

pipeline! {
    #[deadline(60s)]
    ManyWithin(list: Vec<u64>) -> usize {
        let all = for n in each(list) {
            One(n).await?
        };
        all.len()
    }
}

#[tokio::test(start_paused = true)]
async fn no_pipeline_within_begins_after_the_deadline() {
    for watched in [false, true] {
        let app = Stamped { stamps: Arc::new(Stamps { begun: Instant::now(), seconds: Mutex::default() }) };
        let run = ManyWithin((0..20_000).collect()).resources(&app);
        let ended = match watched {
            true => a_second_a_turn(run.run_with_report()).await.0,
            false => a_second_a_turn(run.run()).await,
        };
        assert_eq!(ended.map_err(without_times).expect_err("it takes more turns").1, FailureKind::DeadlineExceeded);
        let last = app.stamps.seconds.lock().unwrap().last().copied();
        assert!(last <= Some(62), "watched: {watched}, the last at {last:?}");
    }
}

pipeline! {
    RungBeside(n: u64) -> u64 {
        let rung = ring(n).await?;
        let mut round: u64 = 0;
        #[rounds(10_000)]
        loop {
            let is = is_rung(round).await?;
            if is { break; }
            round += 1;
        }
        rung + round
    }

    TimedBeside(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(list) {
            let mut round: u64 = 0;
            if n == 0 {
                sleep(5s).await;
                ring(n).named("late").await?;
            } else {
                #[rounds(10_000)]
                loop {
                    let is = is_rung(round).await?;
                    if is { break; }
                    round += 1;
                }
            }
            round
        };
        all.iter().sum::<u64>()
    }
}

#[tokio::test]
async fn a_loop_that_never_waits_lets_who_was_woken_go_on() {
    let (quiet, watched) = (app(), app());
    let rounds = RungBeside(0).resources(&quiet).run().await.expect("it rings long before the last round");
    assert!(rounds < 1_000, "{rounds} rounds are more than a few turns");
    let rounds =
        RungBeside(0).resources(&watched).run_with_report().await.0.expect("so it does where somebody looks on");
    assert!(rounds < 1_000, "{rounds} rounds are more than a few turns");
}

#[tokio::test(start_paused = true)]
async fn a_loop_that_never_waits_lets_timers_fire() {
    let (quiet, watched) = (app(), app());
    let run = |app| TimedBeside(vec![0, 1]).clock(Arc::new(orch::SeededClock::new(1))).resources(app);
    let rounds = a_second_a_turn(run(&quiet).run()).await.expect("its time comes long before the last round");
    assert!((500..2_000).contains(&rounds), "{rounds} rounds are not the turns of five seconds");
    let rounds = a_second_a_turn(run(&watched).run_with_report()).await.0.expect("so it does where somebody looks on");
    assert!((500..2_000).contains(&rounds), "{rounds} rounds are not the turns of five seconds");
}
