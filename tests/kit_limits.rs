//! What the testing kit does about limits, about what hangs, and about names that mean nothing.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::time::Duration;

use orch::{Classify, FailureKind, agent, pipeline};
use orch_testing::{Flow, Scripted};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("busy")]
#[transient]
pub struct Busy;

#[agent(reads, timeout = 9s, retry(attempts = 2, backoff = constant(1s), jitter = none))]
async fn fetch(n: u64) -> Result<u64, Busy> {
    Ok(n)
}

#[agent(pure)]
async fn unused(n: u64) -> u64 {
    n
}

pipeline! {
    #[deadline(10s)]
    pub Hurried(n: u64) -> u64 {
        fetch(n).await?
    }

    #[deadline(10s)]
    pub Patient(n: u64) -> u64 {
        let more = signal::<u64>("more").await?;
        n + more
    }

    #[work_limit(10s)]
    pub Worker(n: u64) -> u64 {
        sleep(1h).await;
        fetch(n).await?
    }

    #[depth(3)]
    pub Deep(n: u64) -> u64 {
        if n == 0 { 0 } else { Deep(n - 1).await? }
    }

    pub Asking(n: u64) -> u64 {
        let more = signal::<u64>("more").await?;
        let got = fetch(n).await?;
        got + more
    }

    pub Outer(list: Vec<u64>) -> Vec<u64> {
        for n in each(list) {
            Asking(n).await?
        }
    }

    #[deadline(1min)]
    pub Bounded(n: u64) -> u64 {
        Asking(n).named("ask").await?
    }

    pub Glue(list: Vec<u64>) -> u64 {
        fetch(list[3]).await?
    }

    pub Falls(n: u64) -> u64 {
        Asking(n).or_else(|_| fetch(n)).await?
    }
}

#[test]
fn a_deadline_ends_what_works() {
    let tested = Flow::test(Hurried(1)).on::<fetch>([Scripted::Hang, Scripted::Hang]).run_blocking();
    assert_eq!(tested.failure().kind, FailureKind::DeadlineExceeded);
    assert_eq!(tested.elapsed(), Duration::from_secs(10));
}

#[test]
fn a_deadline_ends_what_waits() {
    let tested = Flow::test(Patient(1)).run_blocking();
    assert_eq!(tested.failure().kind, FailureKind::DeadlineExceeded);
    assert_eq!(tested.elapsed(), Duration::from_secs(10));
    assert_eq!(Flow::test(Patient(1)).signal("more", 2).run_blocking().output(), &3);
}

#[test]
fn a_work_limit_counts_work_only() {
    assert_eq!(Flow::test(Worker(1)).run_blocking().output(), &1);
    let tested = Flow::test(Worker(1)).on::<fetch>([Scripted::Hang, Scripted::Hang]).run_blocking();
    assert_eq!(tested.failure().kind, FailureKind::DeadlineExceeded);
    assert_eq!(tested.elapsed(), Duration::from_secs(3610));
}

#[test]
fn depth_is_kept() {
    assert_eq!(Flow::test(Deep(3)).run_blocking().output(), &0);
    let tested = Flow::test(Deep(4)).run_blocking();
    let failure = tested.failure();
    assert_eq!(failure.kind, FailureKind::RoundsExhausted);
    assert_eq!(failure.message, "`Deep` runs itself more than its depth of 3");
}

#[test]
#[should_panic(expected = "the run is stuck after 2 events: Outer/n[0]/Asking never ends")]
fn what_hangs_without_a_limit_is_named() {
    let _ = Flow::test(Outer(vec![1])).on::<Asking>([Scripted::Hang]).run_blocking();
}

#[test]
fn what_hangs_ends_by_the_deadline_around_it() {
    let tested = Flow::test(Bounded(1)).on::<Asking>([Scripted::Hang]).run_blocking();
    assert_eq!(tested.failure().kind, FailureKind::DeadlineExceeded);
    let tested = Flow::test(Bounded(1)).run_blocking();
    assert_eq!(tested.failure().kind, FailureKind::DeadlineExceeded);
    assert_eq!(tested.elapsed(), Duration::from_secs(60));
}

#[test]
#[should_panic(expected = "Falls/Asking/more waits for the signal `more`, which nobody sends")]
fn a_stuck_pipeline_within_fails_the_test_and_not_its_stage() {
    let _ = Flow::test(Falls(1)).run_blocking();
}

#[test]
fn signals_reach_pipelines_within_each_once() {
    let tested = Flow::test(Outer(vec![1, 1])).signal("more", 10).signal("more", 20).run_blocking();
    let mut output = tested.output().clone();
    output.sort();
    assert_eq!(output, [11, 21]);
}

#[test]
fn stages_of_pipelines_within_have_full_paths() {
    let tested = Flow::test(Outer(vec![1, 2]))
        .on_stage::<fetch>("n[0]/Asking/fetch", [Scripted::err(Busy), Scripted::ok(100u64)])
        .on_stage::<fetch>("n[1]/Asking/fetch", [Scripted::ok(200u64)])
        .signal("more", 0)
        .signal("more", 0)
        .run_blocking();
    assert_eq!(tested.output(), &[100, 200]);
    assert_eq!(tested.attempts("n[0]/Asking/fetch"), 2);
    assert_eq!(tested.attempts("n[1]/Asking/fetch"), 1);
    assert_eq!(tested.attempts("Asking/fetch"), 3);
    assert!(tested.took("n[1]/Asking/fetch") && tested.took("Outer/n[1]/Asking/more"));
    assert!(tested.path().contains(&"n[0]/Asking/fetch~".to_owned()));
}

#[test]
fn a_panic_in_an_argument_is_a_failure() {
    let tested = Flow::test(Glue(vec![])).run_blocking();
    let (kit, run) = (tested.failure().clone(), futures_util::FutureExt::now_or_never(Glue(vec![]).run()));
    let run = run.expect("it does not wait").expect_err("it panics");
    assert_eq!(kit.kind, FailureKind::Panicked);
    assert_eq!(kit.message, "panicked: index out of bounds: the len is 0 but the index is 3");
    assert_eq!((kit.attempts, kit.stage.as_str()), (0, "Glue/fetch"), "nothing was called");
    assert_eq!(kit, run);
}

#[test]
#[should_panic(expected = "`unused` is no stage of `Hurried` and of no pipeline within it")]
fn an_agent_that_is_not_there() {
    let _ = Flow::test(Hurried(1)).on::<unused>([Ok(1)]);
}

#[test]
#[should_panic(expected = "no stage `fecth` of `Outer` is `fetch`; it stands at Outer/n[]/Asking/fetch")]
fn a_stage_that_is_not_there() {
    let _ = Flow::test(Outer(vec![1])).on_stage::<fetch>("fecth", [Ok(1)]);
}

#[test]
#[should_panic(expected = "`Outer` and the pipelines within it have no signal `nonsense`; they have `more`")]
fn a_signal_that_is_not_there() {
    let _ = Flow::test(Outer(vec![1])).signal("nonsense", 1);
}

#[test]
#[should_panic(expected = "the signal `more`: ")]
fn a_signal_of_another_type() {
    let _ = Flow::test(Outer(vec![1])).signal("more", "text");
}

#[test]
#[should_panic(expected = "1 of the answers of `fetch` were not asked for")]
fn an_answer_that_is_not_asked_for() {
    let _ = Flow::test(Hurried(1)).on::<fetch>([Ok(1), Ok(2)]).run_blocking();
}

#[test]
fn answers_that_are_not_asked_for_can_be_allowed() {
    assert_eq!(Flow::test(Hurried(1)).on::<fetch>([Ok(7), Ok(2)]).lenient().run_blocking().output(), &7);
}

#[test]
#[should_panic(expected = "`Hurried` has no stage `typo`; it has Hurried/fetch")]
fn a_question_about_a_stage_that_is_not_there() {
    let _ = Flow::test(Hurried(1)).run_blocking().took("typo");
}
