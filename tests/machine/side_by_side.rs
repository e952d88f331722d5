//! What is under way side by side, in one frame or in its items, and what is known of each by itself.

use orch::__private::{At, Status, What};
use orch::pipeline;
use serde_json::json;

use super::given_up::Around;
use super::hand::Hand;
use super::outstanding::Lists;
use super::{look, look_fails};

pipeline! {
    /// Two lists at once: both only look.
    Pairs(list: Vec<u32>) -> u32 {
        let lefts = for n in each(&list) {
            look(*n).named("left").await?
        };
        let rights = for n in each(&list) {
            look(*n).named("right").await?
        };
        lefts.iter().sum::<u32>() + rights.iter().sum::<u32>()
    }

    /// Two stages at once in each item.
    Doubles(list: Vec<u32>) -> Vec<u32> {
        let sums: Vec<u32> = for n in each(&list) {
            let a = look(*n).named("a").await?;
            let b = look(*n).named("b").await?;
            a + b
        };
        sums
    }
}

#[test]
fn items_are_counted_with_their_own_list() {
    let (mut hand, begun) = Hand::begin(Pairs(vec![1, 2]));
    assert_eq!(begun, ["start left", "start left", "start right", "start right"]);
    let mut ok = |opener: &str, number, name: &str| {
        hand.event_at(Hand::<Pairs>::item(opener, number), name, What::Succeeded(json!(number + 1)))
            .expect("it may succeed")
    };
    assert_eq!(ok("rights", 0, "right"), [""; 0]);
    assert_eq!(ok("lefts", 0, "left"), [""; 0]);
    assert_eq!(ok("rights", 1, "right"), [""; 0], "one of the other list is under way");
    assert_eq!(ok("lefts", 1, "left"), ["finish"]);
    assert_eq!(hand.machine.outcome().and_then(Result::ok).as_deref(), Some(&6));
}

#[test]
fn an_item_that_has_failed_stays_so_when_the_rest_of_it_ends_well() {
    let (mut hand, begun) = Hand::begin(Doubles(vec![1, 2]));
    assert_eq!(begun, ["start a", "start b", "start a", "start b"]);
    let first = || Hand::<Doubles>::item("sums", 0);
    assert_eq!(hand.event_at(first(), "b", look_fails()), Ok(Vec::new()), "`a` is written before it");
    let ended = ["cancel a", "cancel b", "finish"].map(String::from).to_vec();
    assert_eq!(hand.event_at(first(), "a", What::Succeeded(json!(1))), Ok(ended));
    assert_eq!(hand.failed().as_deref(), Some("look"));
}

#[test]
fn only_the_last_round_is_kept() {
    let (mut hand, _) = Hand::begin(Lists(Vec::new()));
    for round in 0..2 {
        let event = hand.event_at(Hand::<Lists>::item("loop", round), "round", What::Succeeded(json!(1)));
        assert_eq!(event, Ok(vec!["start round".to_owned()]));
        let saved = serde_json::to_value(hand.machine.save().expect("it can be saved")).expect("it is data");
        let rounds = &saved["items"]["loop"];
        assert_eq!(rounds["first"], round + 1);
        assert_eq!(rounds["frames"].as_array().map(Vec::len), Some(1), "{rounds}");
    }
}

#[test]
fn attempts_are_counted_from_one() {
    let (mut hand, _) = Hand::begin(Around(1));
    let node = Hand::<Around>::node("Taking");
    assert_eq!(hand.machine.view().attempt(&At::ROOT, node), 1);
    for failed in [1, 2] {
        hand.retry("Taking", failed);
        assert_eq!(hand.machine.view().attempt(&At::ROOT, node), failed + 1);
    }
    assert_eq!(hand.status("Taking"), Some(Status::Ready));
}
