//! Runs that nobody looks on at go the short way: agents that never wait are called on the spot, and the others get a waker when they
//! wait. It comes to the same as a run that is watched, and takes no more than its share of time.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use orch::__private::engine::Done;
use orch::__private::{Ask, At, Call, Engine, Machine, Placed, Stage};
use orch::{Classify, Failure, FailureKind, Handle, Pipeline, Resources, agent, pipeline};
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

pipeline! {
    Straight(n: u64) -> u64 {
        let once = even(n).await?;
        even(once).named("again").await?
    }
}

/// The same, but it waits before.
#[agent(pure)]
async fn late(n: u64) -> u64 {
    tokio::task::yield_now().await;
    n
}

#[agent(pure)]
async fn sum(a: u64, b: u64) -> u64 {
    a + b
}

pipeline! {
    Both(n: u64) -> u64 {
        let slow = late(n).await?;
        let quick = even(n).await?;
        sum(slow, quick).await?
    }
}

/// Behind a stage that ended on the spot stands one alone, but it waits for another stage, too.
#[tokio::test]
async fn what_waits_for_two_begins_after_both() {
    assert_eq!(Both(4).run().await.ok(), Some(8));
}

static COUNTED: AtomicU32 = AtomicU32::new(0);

#[agent(pure)]
async fn counted(n: u64) -> u64 {
    COUNTED.fetch_add(1, Ordering::Relaxed);
    n
}

pipeline! {
    Lost(n: u64) -> u64 {
        let slow = late(n).await?;
        let above = even(slow).await?;
        even(n + 1).named("odd").await?;
        counted(above).await?
    }
}

/// What stands above a failure goes on, because it might fail first; what stands behind it does not begin when that ends.
#[tokio::test]
async fn nothing_begins_behind_a_failure_when_what_it_waits_for_ends() {
    let failure = Lost(4).run().await.expect_err("five is odd");
    assert_eq!(failure.stage, "Lost/odd");
    assert_eq!(COUNTED.load(Ordering::Relaxed), 0);
}

pipeline! {
    Three(n: u64) -> u64 {
        let one = even(n).named("one").await?;
        let two = even(one).named("two").await?;
        even(two).named("three").await?
    }
}

/// An end of what has not begun is refused on the short way as on the long one.
#[test]
fn what_has_not_begun_does_not_end_on_the_short_way() {
    let mut machine = Machine::<Three>::new();
    machine.begin(Arc::new((4,)), &mut Vec::new()).expect("it has not begun");
    let mut event = Some(ThreeEvent::Two(Placed::succeeded(At::ROOT, Arc::new(4))));
    assert_eq!(machine.succeed_to_one(1, &mut event), None);
    assert!(machine.succeed((&At::ROOT, 1), &mut event, &mut Vec::new()).is_err());
}

static POLLS: AtomicU32 = AtomicU32::new(0);

/// Waits once, and counts how often it is polled.
#[agent(pure)]
async fn polled(n: u64) -> u64 {
    let mut timer = std::pin::pin!(tokio::time::sleep(Duration::from_secs(1)));
    std::future::poll_fn(|cx| {
        POLLS.fetch_add(1, Ordering::Relaxed);
        timer.as_mut().poll(cx)
    })
    .await;
    n
}

pipeline! {
    Waits(n: u64) -> u64 {
        let once = even(n).await?;
        polled(once).await?
    }
}

/// What has waited in the first turn is handed over to a driver, which does not poll it a second time.
#[tokio::test(start_paused = true)]
async fn who_waits_in_the_first_turn_is_polled_once_in_it() {
    assert_eq!(Waits(4).run().await.ok(), Some(4));
    assert_eq!(POLLS.load(Ordering::Relaxed), 2);
}

/// In which task it is called.
#[agent(pure, spawn)]
async fn elsewhere(_n: u64) -> String {
    format!("{:?}", tokio::task::try_id())
}

pipeline! {
    Apart(n: u64) -> String {
        let once = even(n).await?;
        elsewhere(once).await?
    }
}

/// A stage that wants a task of its own has one behind a stage that ended on the spot, too.
#[tokio::test]
async fn what_wants_a_task_of_its_own_is_not_made_on_the_spot() {
    let run = tokio::spawn(async { (format!("{:?}", tokio::task::try_id()), Apart(4).run().await.ok()) });
    let (own, theirs) = run.await.expect("it does not panic");
    assert!(theirs.is_some_and(|theirs| theirs != own));
}

static STOPPING: OnceLock<Handle<Stops>> = OnceLock::new();
static BEHIND: AtomicU32 = AtomicU32::new(0);

/// Ends its own run.
#[agent(pure)]
async fn stops(n: u64) -> u64 {
    STOPPING.get().map(|run| run.cancel("enough"));
    n
}

#[agent(pure)]
async fn behind(n: u64) -> u64 {
    BEHIND.fetch_add(1, Ordering::Relaxed);
    n
}

pipeline! {
    Stops(n: u64) -> u64 {
        let stopped = stops(n).await?;
        behind(stopped).await?
    }
}

/// A cancellation is heard before the next stage, also on the short way.
#[tokio::test]
async fn nothing_begins_behind_a_cancellation() {
    let run = STOPPING.get_or_init(|| Stops(4).start());
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!(failure.kind, FailureKind::Cancelled);
    assert_eq!(BEHIND.load(Ordering::Relaxed), 0);
}

/// Takes a place, and says how it is given back.
#[agent(idempotent, compensate = leave)]
async fn take_place(n: u64) -> u64 {
    n + 1
}

#[agent(idempotent)]
async fn leave(_n: &u64, _place: Option<&u64>) {}

pipeline! {
    Seated(n: u64) -> u64 {
        take_place(n).await?
    }
}

/// A driver of one's own may ask on the spot for what begins with a mark, once that is applied: the end is kept like any other.
#[tokio::test]
async fn what_can_be_undone_may_be_done_on_the_spot() {
    let (input, resources, engine) = Seated(4).dismantle();
    let (mut machine, mut commands) = (Machine::<Seated>::new(), Vec::new());
    machine.begin(Arc::new(input), &mut commands).expect("it has not begun");
    let started = machine.starting((&At::ROOT, 0), 1, &resources).expect("it begins with a mark");
    machine.apply(Seated::mark(At::ROOT, 0, started), &mut commands).expect("it may begin");
    let call = Seated::call(machine.state(), &At::ROOT, 0, &Ask::AtOnce, &engine, &resources);
    let Call::Done(mut done) = call else { panic!("it ends well, on the spot") };
    machine.succeed((&At::ROOT, 0), &mut done, &mut commands).expect("it may end");
    let saved = machine.save().expect("it can be written").to_string();
    assert!(saved.contains(r#""outcome":{"output":5}"#), "what it gave is kept: {saved}");
}

/// The good end of a stage that never waits.
fn done(
    machine: &Machine<Straight>,
    node: u16,
    engine: &impl Engine,
    resources: &<Straight as Pipeline>::Resources,
) -> Done<<Straight as Pipeline>::Event> {
    match Straight::call(machine.state(), &At::ROOT, node, &Ask::AtOnce, engine, resources) {
        Call::Done(done) => done,
        Call::Now(_) | Call::Later(_) => panic!("it ends well, on the spot"),
    }
}

#[tokio::test]
async fn the_short_way_leaves_the_machine_where_the_long_one_does() {
    let (input, resources, engine) = Straight(4).dismantle();
    let input = Arc::new(input);
    let [mut short, mut apart, mut long] = [(); 3].map(|()| Machine::<Straight>::new());
    let (mut begun, mut commands) = (Vec::new(), Vec::new());
    short.begin(Arc::clone(&input), &mut begun).expect("it has not begun");
    apart.begin(Arc::clone(&input), &mut Vec::new()).expect("nor has this");
    long.apply(Straight::started(Arc::clone(&input)), &mut commands).expect("nor has this");
    assert_eq!(begun, commands);
    assert!(short.begin(input, &mut begun).is_err(), "it begins once");

    // A value that goes straight to its slot, one within an event, and an event that is applied as any other.
    let mut end = done(&short, 0, &engine, &resources);
    assert_eq!(short.succeed_to_one(0, &mut end), Some(1));
    let mut event = Some(done(&apart, 0, &engine, &resources).event(At::ROOT));
    assert_eq!(apart.succeed_to_one(0, &mut event), Some(1));
    assert!(event.is_none(), "it was taken");
    long.apply(done(&long, 0, &engine, &resources).event(At::ROOT), &mut commands).expect("it may end");
    assert_eq!((short.commands(), short.save().ok()), (long.commands(), long.save().ok()));
    assert_eq!((apart.commands(), apart.save().ok()), (long.commands(), long.save().ok()));
    assert_eq!(commands.last(), short.commands().last(), "the command that was not said");

    // Behind the last stage comes what is no agent: nothing happens, and the end is still there.
    let mut end = done(&short, 1, &engine, &resources);
    assert_eq!(short.succeed_to_one(1, &mut end), None);
    let mut event = Some(done(&apart, 1, &engine, &resources).event(At::ROOT));
    assert_eq!(apart.succeed_to_one(1, &mut event), None);
    assert!(event.is_some(), "it is where it was");
    assert_eq!((short.commands(), short.save().ok()), (long.commands(), long.save().ok()));

    let (mut after, mut of_event) = (Vec::new(), Vec::new());
    short.succeed((&At::ROOT, 1), &mut end, &mut after).expect("it may end");
    apart.succeed((&At::ROOT, 1), &mut event, &mut of_event).expect("so may this");
    commands.clear();
    long.apply(done(&long, 1, &engine, &resources).event(At::ROOT), &mut commands).expect("so may this");
    assert_eq!((&after, &of_event), (&commands, &commands));
    assert_eq!((short.commands(), short.save().ok()), (long.commands(), long.save().ok()));
    assert_eq!((apart.commands(), apart.save().ok()), (long.commands(), long.save().ok()));
}
