//! The machine, driven by hand: which commands follow which events.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

mod given_up;
mod hand;
mod legal;
mod outstanding;
mod side_by_side;

use orch::__private::{Apart, At, Machine, Mark, What};
use orch::{Classify, Failure, FailureKind, Pipeline, agent, pipeline};
use serde::{Deserialize, Serialize};
use serde_json::json;

use hand::Hand;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("no")]
#[permanent]
pub struct No;

#[agent(reads)]
async fn look(n: u32) -> Result<u32, No> {
    if n == 0 { Err(No) } else { Ok(n) }
}

#[agent(once)]
async fn pay(n: u32) -> Result<u32, No> {
    if n == 0 { Err(No) } else { Ok(n) }
}

pipeline! {
    pub Early(n: u32) -> u32 {
        let a = look(n).named("a").await?;
        let b = look(n).named("b").await?;
        let paid = pay(n).named("paid").await?;
        let after = look(n).named("after").await?;
        a + b + paid + after
    }

    pub Fork(n: u32) -> u32 {
        let a = look(n).named("a").await?;
        let b = look(a).named("b").await?;
        let c = look(a).named("c").await?;
        let d = look(b).named("d").await?;
        b + c + d
    }

    pub Leaving(n: u32) -> u32 {
        let a = look(n).named("a").await?;
        if a > 5 {
            return a;
        }
        let b = look(n).named("b").await?;
        b
    }

    pub Unordered(n: u32) -> u32 {
        let sum: u32 = #[unordered] {
            let one = pay(n).named("one").await?;
            let two = pay(n).named("two").await?;
            one + two
        };
        let three = pay(n).named("three").await?;
        sum + three
    }

    pub Handed(n: u32) -> u32 {
        pay(n).named("first").or_else(|_| look(n).named("quiet")).await?
    }

    pub HandedToChange(n: u32) -> u32 {
        look(n).named("first").or_else(|_| pay(n).named("change")).or_else(|_| fetch(n).named("last")).await?
    }

    pub Unsure(n: u32) -> u32 {
        pay(n).named("first").or_else(|_| pay_other(n).named("change")).await?
    }

    pub UnsureTaken(n: u32) -> u32 {
        pay(n).named("first").or_else_unknown(|_| pay_other(n).named("change")).await?
    }

    pub Looking(n: u32) -> u32 {
        let before = look(n).await;
        let paid = pay(n).await?;
        let before: u32 = before.clone().unwrap_or_default();
        before + paid
    }

    pub Guarded(n: u32) -> u32 {
        assert!(n > 3, "too few");
        pay(n).await?
    }
}

#[agent(reads)]
async fn fetch(n: u32) -> Result<u32, No> {
    if n == 0 { Err(No) } else { Ok(n) }
}

#[agent(once)]
async fn pay_other(n: u32) -> Result<u32, No> {
    if n == 0 { Err(No) } else { Ok(n) }
}

/// The last attempt at a stage failed.
fn look_fails() -> What {
    let failure = Apart::new(Failure::new(FailureKind::Error, "no").at("look"));
    What::Failed { failure, unknown: false, value: None, error: None }
}

#[test]
fn what_looks_starts_early_and_a_change_waits_for_every_question_mark() {
    let (mut hand, begun) = Hand::begin(Early(1));
    assert_eq!(begun, ["start a", "start b"]);
    assert_eq!(hand.ok("b", json!(1)), [""; 0]);
    assert_eq!(hand.ok("a", json!(1)), ["start paid"]);
    assert_eq!(hand.ok("paid", json!(1)), ["start after"]);
    assert_eq!(hand.ok("after", json!(1)), ["finish"]);
    assert_eq!(hand.machine.outcome().and_then(Result::ok).as_deref(), Some(&4));
}

#[test]
fn what_becomes_ready_together_starts_in_the_order_of_the_text() {
    let (mut hand, begun) = Hand::begin(Fork(1));
    assert_eq!(begun, ["start a"]);
    assert_eq!(hand.ok("a", json!(1)), ["start b", "start c"]);
    assert_eq!(hand.ok("b", json!(1)), ["start d"]);
    let (mut hand, _) = Hand::begin(Fork(1));
    hand.ok("a", json!(1));
    assert_eq!(hand.fail("b", false), ["cancel c", "finish"]);
}

#[test]
fn the_failure_that_comes_first_in_the_text_wins() {
    let (mut hand, _) = Hand::begin(Early(1));
    // What is written before the failure is awaited.
    assert_eq!(hand.fail("b", false), [""; 0]);
    assert_eq!(hand.failed(), None);
    assert_eq!(hand.fail("a", false), ["finish"]);
    assert_eq!(hand.failed().as_deref(), Some("a"));

    let (mut hand, _) = Hand::begin(Early(1));
    hand.fail("b", false);
    assert_eq!(hand.ok("a", json!(1)), ["finish"], "nothing starts behind a failure");
    assert_eq!(hand.failed().as_deref(), Some("b"));

    let (mut hand, _) = Hand::begin(Early(1));
    assert_eq!(hand.fail("a", false), ["cancel b", "finish"]);
}

#[test]
fn nothing_starts_behind_a_return_before_it_is_decided() {
    let (mut hand, begun) = Hand::begin(Leaving(1));
    assert_eq!(begun, ["start a"]);
    assert_eq!(hand.ok("a", json!(9)), ["finish"]);
    let (mut hand, _) = Hand::begin(Leaving(1));
    assert_eq!(hand.ok("a", json!(2)), ["start b"]);
}

#[test]
fn a_change_under_way_is_awaited() {
    let (mut hand, begun) = Hand::begin(Unordered(1));
    assert_eq!(begun, ["start one", "start two"]);
    hand.announce("one");
    hand.announce("two");
    assert_eq!(hand.fail("one", false), [""; 0], "`two` is under way");
    assert_eq!(hand.ok("two", json!(1)), ["finish"]);
    assert_eq!(hand.failed().as_deref(), Some("one"));
}

#[test]
fn a_change_that_was_never_announced_has_not_begun_and_does_not() {
    let (mut hand, begun) = Hand::begin(Unordered(1));
    assert_eq!(begun, ["start one", "start two"]);
    hand.announce("one");
    assert_eq!(hand.fail("one", false), ["cancel two", "finish"], "something holds `two` back");
    assert_eq!(hand.failed().as_deref(), Some("one"));
}

#[test]
fn of_two_unordered_failures_the_first_in_the_text_wins() {
    for (first, second) in [("one", "two"), ("two", "one")] {
        let (mut hand, _) = Hand::begin(Unordered(1));
        hand.announce("one");
        hand.announce("two");
        assert_eq!(hand.fail(first, false), [""; 0]);
        assert_eq!(hand.fail(second, false), ["finish"]);
        assert_eq!(hand.failed().as_deref(), Some("one"));
    }
}

#[test]
fn fallbacks_take_over_one_after_another() {
    let (mut hand, _) = Hand::begin(HandedToChange(1));
    assert_eq!(hand.fail("first", false), ["start change"]);
    assert_eq!(hand.fail("change", false), ["start last"]);
    assert_eq!(hand.fail("last", false), ["finish"]);
    assert_eq!(hand.failed().as_deref(), Some("last"));

    let (mut hand, _) = Hand::begin(HandedToChange(1));
    assert_eq!(hand.ok("first", json!(1)), ["finish"]);
}

#[test]
fn an_unknown_outcome_is_not_handed_to_a_change() {
    let (mut hand, _) = Hand::begin(Unsure(1));
    assert_eq!(hand.fail("first", true), ["finish"]);
    assert_eq!(hand.failed().as_deref(), Some("first"));
    let (mut hand, _) = Hand::begin(UnsureTaken(1));
    assert_eq!(hand.fail("first", true), ["start change"]);
    let (mut hand, _) = Hand::begin(Handed(1));
    assert_eq!(hand.fail("first", true), ["start quiet"], "what only looks may always take over");
}

#[test]
fn no_change_is_made_below_an_assertion_that_fails() {
    let (hand, begun) = Hand::begin(Guarded(1));
    assert_eq!(begun, ["finish"]);
    let failure = hand.machine.outcome().and_then(Result::err).expect("it failed");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Panicked, "panicked: too few"));
    assert_eq!(Hand::begin(Guarded(4)).1, ["start pay"]);
}

#[test]
fn what_reads_above_a_change_does_not_see_it() {
    let (mut hand, begun) = Hand::begin(Looking(1));
    assert_eq!(begun, ["start look"]);
    let seen = serde_json::to_value(Ok::<u32, orch::Failed<No>>(1)).expect("it can be written");
    assert_eq!(hand.ok("look", seen), ["start pay"]);
}

#[test]
fn a_stopped_run_leaves_a_change_unknown() {
    let (mut hand, _) = Hand::begin(Unordered(1));
    hand.event("one", What::Mark(Mark::Started { attempt: 1, arguments: None })).expect("it may start");
    let stop = Unordered::stopped(Apart::new(Failure::new(FailureKind::Cancelled, "enough")));
    let commands = hand.apply(stop).expect("a run can be stopped");
    assert_eq!(commands, ["cancel one", "cancel two", "finish"]);
    let status = hand.machine.status(&At::ROOT, Hand::<Unordered>::node("one"));
    assert_eq!(status, Some(orch::__private::Status::Unknown));
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let (mut hand, _) = Hand::begin(Early(1));
    let before = hand.machine.save().expect("it can be saved");
    let illegal = hand.event("paid", What::Succeeded(json!(1)));
    assert_eq!(illegal.unwrap_err(), "`Early/paid` is waiting and cannot take `succeeded`");
    hand.ok("a", json!(1));
    let twice = hand.event("a", What::Succeeded(json!(1)));
    assert_eq!(twice.unwrap_err(), "`Early/a` is succeeded and cannot take `succeeded`");
    assert_ne!(hand.machine.save().expect("it can be saved"), before);
    let (mut other, _) = Hand::begin(Early(1));
    other.ok("a", json!(1));
    assert_eq!(other.machine.save().ok(), hand.machine.save().ok());
}

#[test]
fn a_loaded_machine_has_the_same_commands_outstanding() {
    let (mut hand, _) = Hand::begin(Early(1));
    hand.ok("b", json!(1));
    let saved = hand.machine.save().expect("it can be saved");
    let loaded = Machine::<Early>::load(saved.clone()).expect("it can be loaded");
    assert_eq!(loaded.commands(), hand.machine.commands());
    let words: Vec<String> =
        loaded.commands().iter().map(|command| Hand::<Early>::word(command.node, &command.kind)).collect();
    assert_eq!(words, ["start a"]);
    assert_eq!(loaded.save().ok(), Some(saved));
}

#[agent(idempotent, compensate = give_back)]
async fn take(n: u32) -> Result<u32, No> {
    if n == 0 { Err(No) } else { Ok(n) }
}

#[agent(idempotent)]
async fn give_back(n: &u32, taken: Option<&u32>) {
    let _ = (n, taken);
}

pipeline! {
    pub Taking(n: u32) -> u32 {
        let one = take(n).named("one").await?;
        let two = take(n).named("two").await?;
        let _ = look(n).await?;
        one + two
    }
}

type Taker = Hand<Taking>;

/// A run that took twice and then failed.
fn failed_taker() -> (Taker, Vec<String>) {
    let (mut hand, begun) = Hand::begin(Taking(1));
    assert_eq!(begun, ["start one"]);
    for name in ["one", "two"] {
        let arguments = Some(Apart::new(json!([1])));
        hand.event(name, What::Mark(Mark::Started { attempt: 1, arguments })).expect("it may start");
        hand.ok(name, json!(1));
    }
    let commands = hand.fail("look", false);
    (hand, commands)
}

fn marked(hand: &mut Taker, name: &str, mark: Mark) -> Vec<String> {
    hand.event(name, What::Mark(mark)).expect("it fits")
}

#[test]
fn a_run_that_failed_undoes_one_after_another_and_finishes_then() {
    use orch::__private::Status;
    let (mut hand, commands) = failed_taker();
    let status = |hand: &Taker, name| hand.machine.status(&At::ROOT, Taker::node(name));
    assert_eq!(commands, ["undo two #1"]);
    assert!(hand.machine.is_compensating() && hand.machine.outcome().is_none());
    assert_eq!(status(&hand, "two"), Some(Status::Compensating));
    assert_eq!(marked(&mut hand, "two", Mark::Compensating { attempt: 1 }), [""; 0]);
    let loaded = Machine::<Taking>::load(hand.machine.save().expect("it can be saved")).expect("it can be loaded");
    assert_eq!(loaded.commands(), hand.machine.commands());
    assert_eq!(marked(&mut hand, "two", Mark::Compensated), ["undo one #1"]);
    assert_eq!(status(&hand, "two"), Some(Status::Compensated));
    let no = Apart::new(Failure::new(FailureKind::Error, "no").at("one"));
    assert_eq!(marked(&mut hand, "one", Mark::CompensationFailed(no)), ["finish"]);
    assert_eq!(status(&hand, "one"), Some(Status::Succeeded));
    let failure = hand.machine.outcome().and_then(Result::err).expect("it failed");
    assert_eq!(failure.message, "no; `Taking/one` could not be undone: no");
}

#[test]
fn what_is_undone_is_undone_in_order_and_nothing_else_happens() {
    let (mut hand, _) = failed_taker();
    let early = hand.event("one", What::Mark(Mark::Compensated));
    assert_eq!(early.unwrap_err(), "`Taking/one` is not being undone and cannot take `compensated`");
    let stop = Taking::stopped(Apart::new(Failure::new(FailureKind::Cancelled, "enough")));
    assert_eq!(hand.apply(stop).unwrap_err(), "`Taking` is being undone and cannot take `run stopped`");
}

#[test]
fn events_of_undoing_are_written_as_they_always_will_be() {
    let written = |mark: Mark| serde_json::to_value(mark).expect("it can be written");
    assert_eq!(written(Mark::Started { attempt: 1, arguments: None }), json!({ "started": { "attempt": 1 } }));
    let arguments = Some(Apart::new(json!([1, "a"])));
    let started = json!({ "started": { "attempt": 1, "arguments": [1, "a"] } });
    assert_eq!(written(Mark::Started { attempt: 1, arguments }), started);
    assert_eq!(written(Mark::Compensating { attempt: 2 }), json!({ "compensating": { "attempt": 2 } }));
    assert_eq!(written(Mark::Compensated), json!("compensated"));
    let failed = written(Mark::CompensationFailed(Apart::new(Failure::new(FailureKind::Error, "no"))));
    assert_eq!(failed["compensation_failed"]["message"], "no");
    let old: Mark = serde_json::from_value(json!({ "started": { "attempt": 1 } })).expect("it reads");
    assert_eq!(old, Mark::Started { attempt: 1, arguments: None });
}

pipeline! {
    pub Again(n: u32, left: u32) -> u32 {
        let seen = look(n).await?;
        if left > 0 { restart(seen, left - 1).await } else { seen }
    }
}

#[test]
fn a_machine_that_restarts_finishes_and_has_no_outcome() {
    let (mut hand, begun) = Hand::begin(Again(3, 1));
    assert_eq!(begun, ["start look"]);
    assert_eq!((hand.machine.restart(), hand.machine.view().restarts()), (None, false));
    assert_eq!(hand.ok("look", json!(7)), ["finish"]);
    assert!(hand.machine.outcome().is_none() && hand.machine.view().outcome().is_none());
    assert!(hand.machine.view().restarts());
    assert_eq!(hand.machine.restart().as_deref(), Some(&(7, 0)));
    let saved = hand.machine.save().expect("it can be saved");
    let loaded = Machine::<Again>::load(saved).expect("it can be loaded");
    assert_eq!(loaded.restart().as_deref(), Some(&(7, 0)));
    assert_eq!(loaded.commands(), hand.machine.commands());
    let (mut last, _) = Hand::begin(Again(3, 0));
    assert_eq!(last.ok("look", json!(7)), ["finish"]);
    assert!(!last.machine.view().restarts());
    assert_eq!(last.machine.outcome().and_then(Result::ok).as_deref(), Some(&7));
}

#[test]
fn a_run_begins_once_and_before_everything_else() {
    let (mut hand, _) = Hand::begin(Early(1));
    hand.ok("a", json!(1));
    let before = hand.machine.save().expect("it can be saved");
    let again = hand.apply(Early::started(std::sync::Arc::new((2,))));
    assert_eq!(again.unwrap_err(), "`Early` is running and cannot take `run started`");
    assert_eq!(hand.machine.save().expect("it can be saved"), before);
    let mut fresh = Hand { machine: Machine::new(), ..hand };
    assert_eq!(
        fresh.event("a", What::Succeeded(json!(1))).unwrap_err(),
        "`Early/a` is not open and cannot take `succeeded`"
    );
    let stop = Early::stopped(Apart::new(Failure::new(FailureKind::Cancelled, "enough")));
    assert_eq!(fresh.apply(stop).unwrap_err(), "`Early` is not started and cannot take `run stopped`");
    assert_eq!(fresh.machine.save().ok(), Machine::<Early>::new().save().ok());
}

#[test]
fn what_begins_a_change_is_kept_once_and_with_what_would_undo_it() {
    let (hand, _) = Hand::begin(Taking(3));
    let kept = |arguments, attempt| Some(Mark::Started { attempt, arguments });
    assert_eq!(hand.starting("one", 1), kept(Some(Apart::new(json!([3]))), 1));
    assert_eq!(hand.starting("one", 2), kept(None, 2));
    assert_eq!(hand.starting("look", 1), None);
    assert_eq!(Hand::begin(Early(1)).0.starting("paid", 1), kept(None, 1));
}

#[test]
fn a_machine_is_asked_and_given_up_for_its_state() {
    let (mut hand, _) = Hand::begin(Unordered(1));
    let (one, three) = (Hand::<Unordered>::node("one"), Hand::<Unordered>::node("three"));
    assert!(hand.machine.is_ready(&At::ROOT, one) && hand.machine.is_open(&At::ROOT, one));
    hand.announce("one");
    assert!(!hand.machine.is_ready(&At::ROOT, one) && hand.machine.is_open(&At::ROOT, one));
    hand.ok("one", json!(1));
    assert!(!hand.machine.is_open(&At::ROOT, one) && !hand.machine.is_open(&At::ROOT, three));
    let saved = hand.machine.save().expect("it can be saved");
    assert_eq!(serde_json::to_value(hand.machine.into_state()).ok(), Some(saved));
}
