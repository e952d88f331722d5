//! What is taken back when a flow ends early, and what is awaited all the same.

use orch::__private::{Apart, At, Mark, Status, What};
use orch::{Failure, FailureKind, Pipeline, pipeline};
use serde_json::json;

use super::hand::Hand;
use super::outstanding::Lists;
use super::{Taking, Unordered, look, look_fails, pay};

pipeline! {
    Reading(n: u32) -> u32 {
        look(n).await?
    }

    Beside(n: u32) -> u32 {
        let a = look(n).named("a").await?;
        let reading = Reading(n).await?;
        let paid = pay(n).await?;
        a + reading + paid
    }

    Paying(n: u32) -> u32 {
        pay(n).await?
    }

    BesideChange(n: u32) -> u32 {
        #[unordered] {
            let one = pay(n).named("one").await?;
            let two = Paying(n).await?;
            one + two
        }
    }

    pub(super) Around(n: u32) -> u32 {
        Taking(n).await?
    }

    pub(super) Asking(n: u32) -> u32 {
        let answer = signal::<u32>("answer").timeout(1h).await?;
        sleep(1h).await;
        let word = signal::<u32>("word").await?;
        look(answer + word + n).await?
    }
}

#[test]
fn what_changes_nothing_is_taken_back_behind_a_failure() {
    let (mut hand, begun) = Hand::begin(Beside(1));
    assert_eq!(begun, ["start a", "start run Reading"]);
    assert_eq!(hand.fail("a", false), ["cancel Reading", "finish"]);
    for name in ["Reading", "pay"] {
        assert_eq!(hand.status(name), Some(Status::Cancelled), "{name}");
    }
}

#[test]
fn a_change_that_will_be_tried_again_is_awaited() {
    let (mut hand, _) = Hand::begin(Unordered(1));
    hand.announce("one");
    hand.announce("two");
    assert_eq!(hand.retry("two", 1), ["start two #2"]);
    assert_eq!(hand.fail("one", false), [""; 0], "the first attempt at `two` may have changed something");
    assert_eq!(hand.ok("two", json!(1)), ["finish"]);
}

#[test]
fn a_pipeline_that_changes_something_is_awaited_behind_a_failure() {
    let (mut hand, begun) = Hand::begin(BesideChange(1));
    assert_eq!(begun, ["start one", "start run Paying"]);
    hand.announce("one");
    assert_eq!(hand.fail("one", false), [""; 0]);
    assert_eq!(hand.ok("Paying", json!(1)), ["finish"]);
}

#[test]
fn a_pipeline_that_has_something_to_undo_is_told_to_stop_and_told_again() {
    let (mut hand, begun) = Hand::begin(Around(1));
    assert_eq!(begun, ["start run Taking"]);
    let stop = Around::stopped(Apart::new(Failure::new(FailureKind::Cancelled, "enough")));
    assert_eq!(hand.apply(stop), Ok(vec!["stop run Taking".into()]));
    let words = |hand: &Hand<Around>| -> Vec<String> {
        hand.machine.commands().iter().map(|command| Hand::<Around>::word(command.node, &command.kind)).collect()
    };
    assert_eq!(words(&hand), ["start run Taking", "stop run Taking"]);
    assert_eq!(hand.fail("Taking", false), ["finish"]);
    assert_eq!(words(&hand), ["finish"]);
}

#[test]
fn only_a_signal_in_time_clears_a_timer() {
    let (mut hand, begun) = Hand::begin(Asking(1));
    assert_eq!(begun, ["await answer", "set timer answer"]);
    assert_eq!(hand.ok("answer", json!(1)), ["clear timer answer", "set timer sleep"]);
    assert_eq!(hand.event("sleep", What::Mark(Mark::Fired)), Ok(vec!["await word".into()]));
    assert_eq!(hand.ok("word", json!(2)), ["start look"]);
}

#[test]
fn a_signal_that_never_came_is_awaited_no_more() {
    let (mut hand, _) = Hand::begin(Asking(1));
    assert_eq!(hand.fail("answer", false), ["cancel answer", "finish"]);
    assert_eq!(hand.failed().as_deref(), Some("answer"));
}

#[test]
fn items_that_have_ended_are_not_given_up_with_those_behind_a_failure() {
    let (mut hand, _) = Hand::begin(Lists(vec![1, 2, 3, 4]));
    let item = |item| At::ROOT.child(Hand::<Lists>::node("seen"), item);
    let started = Ok(vec!["start look".into()]);
    assert_eq!(hand.event_at(item(1), "look", What::Succeeded(json!(1))), started);
    assert_eq!(hand.event_at(item(0), "look", look_fails()), Ok(vec!["cancel look".into(), "finish".into()]));
    let status = |at| hand.machine.status(&at, Hand::<Lists>::node("look"));
    assert_eq!(status(item(1)), Some(Status::Succeeded));
    assert_eq!(status(item(2)), Some(Status::Cancelled));
    assert_eq!(status(item(3)), None, "it was never opened");
}

#[test]
fn items_before_the_one_that_failed_go_on_and_may_fail_first() {
    let (mut hand, _) = Hand::begin(Lists(vec![1, 2, 3]));
    let item = |item| At::ROOT.child(Hand::<Lists>::node("seen"), item);
    assert_eq!(hand.event_at(item(1), "look", look_fails()), Ok(Vec::new()));
    assert_eq!(hand.event_at(item(0), "look", look_fails()), Ok(vec!["finish".into()]));
}
