//! From stage to stage without a command, on the spot and without an event: what it comes to in the machine, and behind what nothing may begin.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use orch::__private::engine::Done;
use orch::__private::{Ask, At, Call, Engine, Machine, Placed};
use orch::{FailureKind, Handle, Pipeline, agent, pipeline};

use super::even;

pipeline! {
    Straight(n: u64) -> u64 {
        let once = even(n).await?;
        even(once).named("again").await?
    }
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

/// Waits, and gives what it was given.
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
