//! Events that do not fit are refused, whatever the kind of their node, and change nothing.

use orch::__private::{Apart, At, Mark, Timestamp, What};
use orch::{Failure, FailureKind, Pipeline};
use orch_runtime::{Bare, Supplies};
use serde_json::json;

use super::given_up::Asking;
use super::hand::Hand;
use super::outstanding::Lists;
use super::{Early, look_fails};

/// Tries an event at a node of the body.
fn refuses<P: Pipeline>(hand: &mut Hand<P>, name: &str, what: What)
where
    Bare: Supplies<P>,
{
    let before = hand.machine.save().expect("it can be saved");
    let error = hand.event(name, what).expect_err("it does not fit");
    assert!(error.contains(&format!("{name}` is ")), "{error}");
    assert_eq!(hand.machine.save().expect("it can be saved"), before);
}

fn waiting() -> What {
    What::Mark(Mark::waiting(Some(Timestamp::default()), None))
}

fn opened() -> What {
    What::Opened { count: 1, concurrent: None, tolerate: None, keys: None, list: None }
}

#[test]
fn a_stage_takes_nothing_of_other_kinds() {
    let (mut hand, _) = Hand::begin(Early(1));
    for mark in [Mark::Decided(0), Mark::Passed, Mark::Fired, Mark::Compensated] {
        refuses(&mut hand, "a", What::Mark(mark));
    }
    refuses(&mut hand, "a", waiting());
    assert_eq!(hand.ok("a", json!(1)), [""; 0]);
}

#[test]
fn waits_begin_once_and_only_timers_fire() {
    let (mut hand, _) = Hand::begin(Asking(1));
    for what in [waiting(), What::Mark(Mark::Fired), What::Mark(Mark::Started { attempt: 1, arguments: None })] {
        refuses(&mut hand, "answer", what);
    }
    refuses(&mut hand, "sleep", What::Mark(Mark::Fired));
    hand.ok("answer", json!(1));
    refuses(&mut hand, "sleep", waiting());
    assert_eq!(hand.event("sleep", What::Mark(Mark::Fired)), Ok(vec!["await word".into()]));
}

#[test]
fn a_list_is_opened_once_and_a_node_is_found_in_its_own_frame_only() {
    let (mut hand, _) = Hand::begin(Lists(vec![1, 2, 3]));
    refuses(&mut hand, "seen", opened());
    refuses(&mut hand, "loop", opened());
    for inner in ["look", "pay", "round"] {
        refuses(&mut hand, inner, What::Succeeded(json!(1)));
        refuses(&mut hand, inner, What::Mark(Mark::Started { attempt: 1, arguments: None }));
        refuses(&mut hand, inner, look_fails());
    }
    let outer = hand.event_at(At::ROOT.child(Hand::<Lists>::node("seen"), 0), "seen", look_fails());
    assert_eq!(outer.unwrap_err(), "`Lists/seen[0]/seen` is not open and cannot take `failed`");
}

#[test]
fn what_is_no_node_of_the_pipeline_is_refused() {
    let (mut hand, _) = Hand::begin(Early(1));
    let started = Mark::Started { attempt: 1, arguments: None };
    assert_eq!(
        hand.apply(Early::mark(At::ROOT, 99, started)).unwrap_err(),
        "`node 99` is unknown and cannot take `attempt started`"
    );
}

#[test]
fn a_run_that_has_ended_takes_nothing_more() {
    let (mut hand, _) = Hand::begin(Early(1));
    assert_eq!(hand.fail("a", false), ["cancel b", "finish"]);
    let stop = Early::stopped(Apart::new(Failure::new(FailureKind::Cancelled, "enough")));
    assert_eq!(hand.apply(stop).unwrap_err(), "`Early` is ended and cannot take `run stopped`");
    let again = Early::started(std::sync::Arc::new((1,)));
    assert_eq!(hand.apply(again).unwrap_err(), "`Early` is ended and cannot take `run started`");
}
