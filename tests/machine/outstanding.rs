//! What is outstanding while lists and loops are under way: the hand compares it after every event.

use orch::__private::{At, What};
use orch::pipeline;
use serde_json::{Value, json};

use super::hand::Hand;
use super::{look, pay};

pipeline! {
    pub(super) Lists(list: Vec<u32>) -> Vec<u32> {
        let seen = for n in each(&list).concurrent(2) {
            look(*n).await?
        };
        for n in &list {
            pay(*n).await?;
        }
        let mut last: u32 = 0;
        #[rounds(3)]
        loop {
            last = look(last + 1).named("round").await?;
            if last > 1 {
                break;
            }
        }
        seen
    }
}

type Listed = Hand<Lists>;

fn ok(hand: &mut Listed, opener: &str, item: u32, name: &str, value: Value) -> Vec<String> {
    succeed(hand, opener, item, name, value).expect("it may succeed")
}

fn succeed(hand: &mut Listed, opener: &str, item: u32, name: &str, value: Value) -> Result<Vec<String>, String> {
    hand.event_at(At::ROOT.child(Listed::node(opener), item), name, What::Succeeded(value))
}

#[test]
fn items_steps_and_rounds_follow_one_another() {
    let (mut hand, begun) = Hand::begin(Lists(vec![1, 2, 3]));
    assert_eq!(begun, ["start look", "start look"]);
    assert_eq!(ok(&mut hand, "seen", 1, "look", json!(2)), ["start look"]);
    assert_eq!(ok(&mut hand, "seen", 0, "look", json!(1)), [""; 0]);
    assert_eq!(ok(&mut hand, "seen", 2, "look", json!(3)), ["start pay"]);
    for item in [0, 1] {
        assert_eq!(ok(&mut hand, "n", item, "pay", json!(1)), ["start pay"]);
    }
    assert_eq!(ok(&mut hand, "n", 2, "pay", json!(1)), ["start round"]);
    assert_eq!(ok(&mut hand, "loop", 0, "round", json!(1)), ["start round"]);
    assert_eq!(ok(&mut hand, "loop", 1, "round", json!(2)), ["finish"]);
    assert_eq!(hand.machine.outcome().and_then(Result::ok).as_deref(), Some(&vec![1, 2, 3]));
}

#[test]
fn a_list_of_nothing_and_a_loop_that_is_used_up_end_at_once() {
    let (mut hand, begun) = Hand::begin(Lists(Vec::new()));
    assert_eq!(begun, ["start round"]);
    for item in [0, 1] {
        assert_eq!(ok(&mut hand, "loop", item, "round", json!(1)), ["start round"]);
    }
    assert_eq!(ok(&mut hand, "loop", 2, "round", json!(1)), ["finish"]);
    assert_eq!(hand.failed().as_deref(), Some("Lists/loop"));
}

#[test]
fn an_item_takes_no_event_that_does_not_fit() {
    let (mut hand, _) = Hand::begin(Lists(vec![1, 2, 3]));
    ok(&mut hand, "seen", 0, "look", json!(1));
    let before = hand.machine.save().expect("it can be saved");
    let twice = succeed(&mut hand, "seen", 0, "look", json!(2));
    assert_eq!(twice.unwrap_err(), "`Lists/seen[0]/look` is succeeded and cannot take `succeeded`");
    let early = succeed(&mut hand, "seen", 3, "look", json!(2));
    assert_eq!(early.unwrap_err(), "`Lists/seen[3]/look` is not open and cannot take `succeeded`");
    let elsewhere = succeed(&mut hand, "seen", 1, "pay", json!(2));
    assert_eq!(elsewhere.unwrap_err(), "`Lists/seen[1]/pay` is not open and cannot take `succeeded`");
    assert_eq!(hand.machine.save().expect("it can be saved"), before);
}
