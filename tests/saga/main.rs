//! Compensations: what a run that fails undoes, in which order, with what, and what it says of it.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::{Classify, Context, FailureKind, Resources, agent, pipeline};
use orch_testing::replay::{How, Replay, Replayed};
use orch_testing::{Flow, Scripted};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What happened to the world, in order.
#[derive(Debug, Default)]
pub struct World {
    told: Mutex<Vec<String>>,
    refusals: AtomicU32,
}

impl World {
    fn note(&self, what: impl Into<String>) {
        self.told.lock().unwrap().push(what.into());
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}

/// What undoing agents need and nobody else.
#[derive(Debug, Default)]
pub struct Desk;

#[derive(Resources, Default)]
pub struct App {
    world: Arc<World>,
    desk: Arc<Desk>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("refused")]
    #[permanent]
    Refused,
    #[error("busy")]
    #[transient]
    Busy,
}

#[agent(reads)]
async fn refuse(n: u32) -> Result<u32, Trouble> {
    if n == 0 { Ok(n) } else { Err(Trouble::Refused) }
}

/// Takes something, after so many seconds.
#[agent(idempotent, timeout = 6s, compensate = give_back)]
pub async fn take(what: &str, seconds: u64, #[resource] world: &World, cx: &Context) -> u64 {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    world.note(format!("take {what} {}", cx.idempotency_key()));
    seconds
}

#[agent(idempotent)]
async fn give_back(
    what: &str,
    seconds: &u64,
    taken: Option<&u64>,
    #[resource] desk: &Desk,
    #[resource] world: &World,
    cx: &Context,
) {
    assert!(!cx.is_cancelled(), "{desk:?}: whatever ended the run, this is wanted");
    assert_eq!(taken.unwrap_or(seconds), seconds);
    world.note(format!("give {what} {taken:?} {}", cx.idempotency_key()));
}

/// Takes what can be given back only with luck.
#[agent(once, compensate = unpin)]
async fn pin(what: String, #[resource] world: &World) -> Result<(), Trouble> {
    world.note(format!("pin {what}"));
    Ok(())
}

#[agent(idempotent, retry(attempts = 3, backoff = constant(1s), jitter = none))]
async fn unpin(what: &String, done: Option<&()>, #[resource] world: &World, cx: &Context) -> Result<(), Trouble> {
    let (attempt, done) = (cx.attempt(), done.is_some());
    world.note(format!("unpin {what} {done} #{attempt}"));
    if world.refusals.fetch_sub(1, Ordering::SeqCst) > 0 { Err(Trouble::Busy) } else { Ok(()) }
}

#[agent(idempotent, compensate = nothing("it is a mail"))]
async fn mail(what: &str, #[resource] world: &World) {
    world.note(format!("mail {what}"));
}

#[agent(idempotent)]
async fn void(what: &str, seconds: &u64, taken: Option<&u64>, #[resource] world: &World) {
    world.note(format!("void {what} {seconds} {taken:?}"));
}

pipeline! {
    pub Trip(fail: u32) -> u64 {
        let hotel = take("hotel", 1).named("hotel").await?;
        mail("booked").await?;
        let car = take("car", 2).named("car").with(compensate = void).await;
        let paid: u64 = car.clone().unwrap_or(0);
        pin("map".to_string()).await?;
        let _ = take("tip", 3).named("tip").with(compensate = nothing("tips stay")).await?;
        let _ = refuse(fail).await?;
        hotel + paid
    }

    /// Side by side: the order of completion is not that of the text.
    pub Sides(fail: u32) -> u64 {
        let sum: u64 = #[unordered] {
            let slow = take("slow", 5).named("slow").await?;
            let fast = take("fast", 1).named("fast").await?;
            slow + fast
        };
        let _ = refuse(fail).await?;
        sum
    }

    pub Everywhere(names: Vec<String>) -> u64 {
        for name in each(names).key(|name| name.clone()) {
            take(&name, 1).await?
        };
        let mut count: u64 = 0;
        #[rounds(5)]
        loop {
            let took = take("round", count).await?;
            count = count + took;
            if count > 1 { break; }
            count = count + 1;
        }
        let steps: Vec<u64> = vec![3, 4];
        for n in &steps {
            take("step", *n).await?;
        }
        if count > 0 {
            take("branch", 0).await?;
        }
        let _ = refuse(1).or_else(|_| take_it()).await?;
        let _ = refuse(1).named("last").await?;
        count
    }

    #[deadline(6s)]
    pub Late(n: u32) -> u64 {
        let taken = take("room", 1).await?;
        let more = take("never", 10).named("never").await?;
        taken + more + u64::from(n)
    }

    pub Lost(n: u32) -> u64 {
        let _ = take("slow", 60).with(timeout = 2s).await;
        refuse(n).await?;
        0
    }

    pub Carries(n: u32) -> u64 {
        let mut what: String = "first".to_string();
        let one = take(&what, 1).named("one").await?;
        what = "second".to_string();
        let two = take(&what, 1).named("two").await?;
        refuse(n).await?;
        one + two
    }
}

#[agent(idempotent, compensate = drop_it)]
async fn take_it(#[resource] world: &World) -> Result<u32, Trouble> {
    world.note("take it");
    Ok(0)
}

#[agent(idempotent)]
async fn drop_it(taken: Option<&u32>, #[resource] world: &World) {
    world.note(format!("drop it {taken:?}"));
}

/// Runs it in memory, then replays it; both must tell the same. Gives the failure and what happened.
macro_rules! both {
    ($launch:expr) => {
        both!($launch, 0)
    };
    ($launch:expr, $refusals:expr) => {{
        let first = app($refusals);
        let failure = $launch.id("r").resources(&first).run().await.expect_err("it fails");
        for seed in 0..6 {
            let again = app($refusals);
            let replayed = Replay::new(seed).run($launch.id("r").resources(&again)).await.expect("no divergence");
            assert_eq!(sorted(again.world.told()), sorted(first.world.told()), "seed {seed}");
            assert_eq!(replayed.result.as_ref().err(), Some(&failure), "seed {seed}");
            nothing_is_left(&replayed);
        }
        (failure, first.world.told())
    }};
}

mod kept;
mod within;

use within::{LateWithin, Orders};

fn app(refusals: u32) -> App {
    let app = App::default();
    app.world.refusals.store(refusals, Ordering::SeqCst);
    app
}

/// Which of two that end together comes first is the seed's choice.
fn sorted(mut told: Vec<String>) -> Vec<String> {
    told.sort();
    told
}

/// Once a run has ended, its state holds no arguments and outputs of what was undone.
fn nothing_is_left<O>(replayed: &Replayed<O>) {
    assert_eq!(replayed.state["progress"].get("saga"), None);
    let undone = replayed.steps.iter().filter(|step| step.how == How::Undone).count();
    let events = replayed.events.iter().filter(|event| format!("{event:?}").contains("Mark(Compensated)")).count();
    assert!(undone >= events);
}

#[tokio::test(start_paused = true)]
async fn changes_are_undone_in_the_reverse_of_the_order_in_which_they_ended() {
    let (failure, told) = both!(Trip(1));
    assert_eq!(failure.stage, "Trip/refuse");
    assert_eq!((failure.message.as_str(), failure.details), ("refused", None));
    assert_eq!(
        told,
        [
            "take hotel r:Trip/hotel",
            "mail booked",
            "take car r:Trip/car",
            "pin map",
            "take tip r:Trip/tip",
            "unpin map true #1",
            "void car 2 Some(2)",
            "give hotel Some(1) r:Trip/hotel",
        ]
    );
    let (_, told) = both!(Sides(1));
    assert_eq!(
        told,
        [
            "take fast r:Sides/fast",
            "take slow r:Sides/slow",
            "give slow Some(5) r:Sides/slow",
            "give fast Some(1) r:Sides/fast",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_run_that_succeeds_undoes_nothing_and_keeps_nothing() {
    let app = App::default();
    assert_eq!(Trip(0).resources(&app).run().await, Ok(3));
    assert!(!app.world.told().iter().any(|told| told.starts_with("give")));
    let replayed = Replay::new(3).run(Trip(0).resources(&App::default())).await.expect("no divergence");
    nothing_is_left(&replayed);
}

#[tokio::test(start_paused = true)]
async fn items_rounds_steps_branches_and_fallbacks_are_undone() {
    let names = vec!["a".to_string(), "b".to_string()];
    let (failure, told) = both!(Everywhere(names.clone()));
    assert_eq!(failure.stage, "Everywhere/last");
    assert_eq!(
        told[8..],
        [
            "drop it Some(0)",
            "give branch Some(0) r:Everywhere/then/take",
            "give step Some(4) r:Everywhere/n[1]/take",
            "give step Some(3) r:Everywhere/n[0]/take",
            "give round Some(1) r:Everywhere/loop(1)/take",
            "give round Some(0) r:Everywhere/loop(0)/take",
            "give b Some(1) r:Everywhere/name[b]/take",
            "give a Some(1) r:Everywhere/name[a]/take",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn arguments_are_those_of_the_call_however_they_changed_since() {
    let (_, told) = both!(Carries(1));
    assert_eq!(told[2..], ["give second Some(1) r:Carries/two", "give first Some(1) r:Carries/one"]);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_is_undone_without_an_output() {
    let (_, told) = both!(Lost(1));
    assert_eq!(told, ["give slow None r:Lost/take"]);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_undoes_what_was_done_and_what_may_have_been() {
    let (failure, told) = both!(Late(1));
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(told, ["take room r:Late/take", "give never None r:Late/never", "give room Some(1) r:Late/take"]);
}

#[tokio::test(start_paused = true)]
async fn a_second_cancellation_stops_no_undoing() {
    let app = app(2);
    let run = Trip(1).id("r").resources(&app).start();
    tokio::time::sleep(Duration::from_millis(6500)).await;
    assert!(app.world.told().iter().any(|told| told == "unpin map true #1"));
    assert!(run.cancel("too late"));
    let failure = run.result().await.expect_err("it has failed");
    assert_eq!(failure.message, "refused");
    assert_eq!(app.world.told().last().map(String::as_str), Some("give hotel Some(1) r:Trip/hotel"));
}

#[tokio::test(start_paused = true)]
async fn undoing_is_tried_again_by_the_policy_of_the_undoing_agent() {
    let (failure, told) = both!(Trip(1), 2);
    assert_eq!(failure.message, "refused");
    assert_eq!(told[5..8], ["unpin map true #1", "unpin map true #2", "unpin map true #3"]);
    assert_eq!(told.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_undone_is_told_and_the_others_are_undone() {
    let (failure, told) = both!(Trip(1), 3);
    assert_eq!(failure.stage, "Trip/refuse");
    assert_eq!(failure.message, "refused; `Trip/pin` could not be undone: busy");
    assert_eq!(failure.details, Some(json!({ "compensation_failed": [{ "stage": "Trip/pin", "message": "busy" }] })));
    assert_eq!(told.last().map(String::as_str), Some("give hotel Some(1) r:Trip/hotel"));
}

#[tokio::test(start_paused = true)]
async fn tests_of_flows_script_and_see_what_is_undone() {
    let busy = || Scripted::err(Trouble::Busy);
    let tested = Flow::test(Trip(1).resources(&App::default()))
        .on::<take>([Scripted::ok(1u64), Scripted::ok(2u64), Scripted::ok(3u64)])
        .on::<unpin>([busy(), busy(), busy()])
        .on_stage::<give_back>("hotel", [Scripted::ok(())])
        .run()
        .await;
    tested.assert_path(["hotel", "mail", "car", "pin", "tip", "refuse!", "pin<~", "pin<~", "pin<!", "car<", "hotel<"]);
    assert!(tested.undid("hotel") && !tested.undid("pin"));
    assert_eq!(tested.attempts("hotel"), 1);

    let tested = Flow::test(LateWithin(1).resources(&App::default())).run().await;
    tested.assert_path(["take", "Order/take", "Order/refuse", "Order/rest<", "Order/take<", "Order!", "take<"]);
}

#[test]
fn the_blueprint_says_whether_there_is_anything_to_undo() {
    assert!(Orders::blueprint().compensates() && LateWithin::blueprint().compensates());
}

#[agent(idempotent)]
async fn settle(n: u32) -> u32 {
    n
}

pipeline! {
    /// Only one of the arms happens, so nothing that can fail comes after `settle`.
    #[saga]
    Arms(n: u32) -> u32 {
        if n == 0 {
            settle(n).await?
        } else {
            refuse(n).await?
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_fail_in_another_arm_asks_for_no_compensation() {
    assert_eq!(Arms(0).run().await.unwrap(), 0);
    assert_eq!(Arms(1).run().await.unwrap_err().message, "refused");
}
