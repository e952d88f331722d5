//! `restart(…)`: a run that begins anew, with an empty history.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::{Classify, Context, FailureKind, Resources, agent, pipeline};
use orch_testing::Flow;
use orch_testing::replay::Replay;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("refused")]
#[permanent]
pub struct Refused;

/// What happened to the world, in order.
#[derive(Debug, Default)]
pub struct World(Mutex<Vec<String>>);

impl World {
    fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Resources, Default)]
pub struct App {
    world: Arc<World>,
}

#[agent(pure)]
async fn half(n: u32) -> u32 {
    n / 2
}

#[agent(idempotent, compensate = give_back)]
async fn take(n: u32, #[resource] world: &World, cx: &Context) -> Result<u32, Refused> {
    world.0.lock().unwrap().push(format!("take {n} {}", cx.idempotency_key()));
    Ok(n)
}

#[agent(idempotent)]
async fn give_back(n: &u32, taken: Option<&u32>, #[resource] world: &World, cx: &Context) {
    world.0.lock().unwrap().push(format!("give {n} {taken:?} {}", cx.idempotency_key()));
}

#[agent(reads)]
async fn refuse(n: u32) -> Result<u32, Refused> {
    if n == 0 { Err(Refused) } else { Ok(n) }
}

#[agent(reads)]
async fn wait(seconds: u64) -> u64 {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    seconds
}

pipeline! {
    /// Begins anew at its end, with what a branch says.
    pub Halves(n: u32, before: Vec<u32>) -> Vec<u32> {
        let next = half(n).await?;
        let mut seen: Vec<u32> = before;
        seen.push(next);
        match next {
            0 => seen,
            1 => restart(0, seen).await,
            more => {
                let keep: Vec<u32> = seen.clone();
                restart(more, keep).await
            }
        }
    }

    /// Leaves a loop to begin anew.
    pub Steps(left: u32, sum: u32) -> u32 {
        let numbers: Vec<u32> = vec![1, 2, 3];
        let mut total: u32 = sum;
        for n in &numbers {
            total += half(*n * 2).await?;
            if total > 4 && left > 0 {
                return restart(left - 1, 0).await;
            }
        }
        total
    }

    pub Forever(n: u64) -> () {
        restart(n + 1).await
    }

    pub Count(n: u32) -> u32 {
        let h = half(n).await?;
        if n < 10_000 { restart(n + 1).await } else { h }
    }

    pub Taking(n: u32) -> u32 {
        let taken = take(n).await?;
        refuse(n).await?;
        if taken > 0 { restart(taken - 1).await } else { 0 }
    }

    pub Around(n: u32) -> u32 {
        let steps = Steps(n, 0).await?;
        steps + 1
    }

    pub Listening(heard: Vec<u32>) -> Vec<u32> {
        let word = signal::<u32>("word").await?;
        let mut heard: Vec<u32> = heard;
        heard.push(word);
        if heard.len() < 3 { restart(heard).await } else { heard }
    }

    #[deadline(40s)]
    pub Slow(n: u32) -> u32 {
        wait(10).with(timeout = 30s).await?;
        if n > 0 { restart(n - 1).await } else { n }
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_begins_anew_with_other_input() {
    assert_eq!(Halves(9, vec![]).run().await, Ok(vec![4, 2, 1, 0]));
    assert_eq!(Steps(3, 0).run().await, Ok(6));
    for seed in 0..8 {
        let replayed = Replay::new(seed).suspend_every(2).run(Halves(9, vec![])).await.expect("no divergence");
        assert_eq!(replayed.result.as_deref(), Ok(&vec![4, 2, 1, 0]));
        let begun = replayed.events.iter().filter(|event| format!("{event:?}").contains("RunStarted")).count();
        assert_eq!(begun, 4);
        let replayed = Replay::new(seed).suspend_every(2).run(Steps(3, 0)).await.expect("no divergence");
        assert_eq!(replayed.result.as_deref(), Ok(&6));
    }
    let tested = Flow::test(Halves(9, vec![])).run().await;
    tested.assert_path(["half", "half", "half", "half"]);
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_within_begins_anew_too() {
    assert_eq!(Around(2).run().await, Ok(7));
    assert_eq!(Flow::test(Around(2)).run().await.output(), &7);
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_times_leave_nothing_behind() {
    assert_eq!(Count(0).run().await, Ok(5_000));
    let state = async |from| {
        let replayed = Replay::new(1).run(Count(from)).await.expect("no divergence");
        serde_json::to_string(&replayed.state).expect("it can be written").len()
    };
    assert_eq!(state(9_999).await, state(9_900).await);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_never_waits_lets_others_live_and_can_be_cancelled() {
    let run = Forever(0).start();
    tokio::task::yield_now().await;
    assert!(!run.is_finished());
    assert!(run.cancel("enough"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Cancelled, "enough"));
}

#[tokio::test(start_paused = true)]
async fn only_what_the_last_pass_did_is_undone() {
    let app = App::default();
    let failure = Taking(2).id("r").resources(&app).run().await.expect_err("the last one is refused");
    assert_eq!(failure.stage, "Taking/refuse");
    assert_eq!(
        app.world.told(),
        ["take 2 r:Taking/take", "take 1 r:Taking/take~1", "take 0 r:Taking/take~2", "give 0 Some(0) r:Taking/take~2",]
    );
    let again = App::default();
    let replayed = Replay::new(4).run(Taking(2).id("r").resources(&again)).await.expect("no divergence");
    assert_eq!(replayed.result.as_ref().err(), Some(&failure));
    assert_eq!(again.world.told(), app.world.told());
}

#[tokio::test(start_paused = true)]
async fn the_handle_waits_on_and_signals_are_kept() {
    let run = Listening(vec![]).start();
    for word in [1, 2, 3] {
        run.word(word).await.expect("it has not ended");
    }
    assert_eq!(run.into_result().await, Ok(vec![1, 2, 3]));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_is_that_of_one_pass() {
    assert_eq!(Slow(9).run().await, Ok(0));
}
