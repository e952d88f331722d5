//! Pipelines within a run: who undoes what, and that a stop comes to each of them, whatever it is about to do.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use orch::{FailureKind, SeededClock, agent, pipeline};

use super::{App, Trouble, World, app, nothing_is_left, refuse, sorted, take};
use orch_testing::replay::Replay;

#[agent(idempotent)]
async fn call_off(order: &u32, fail: &u32, given: Option<&u64>, #[resource] world: &World) {
    world.note(format!("call off {order} {fail} {given:?}"));
}

/// Busy the first time.
#[agent(pure)]
async fn busy(n: u32, #[resource] world: &World) -> Result<u32, Trouble> {
    world.note("busy");
    if world.refusals.fetch_add(1, Ordering::SeqCst) == 0 { Err(Trouble::Busy) } else { Ok(n) }
}

pipeline! {
    /// It is undone by itself if it fails, and by whoever runs it otherwise.
    pub Order(order: u32, fail: u32) -> u64 {
        let taken = take("part", 5).await?;
        let _ = refuse(fail).await?;
        let later = take("rest", 5).named("rest").await?;
        taken + later
    }

    pub Orders(first: u32, second: u32) -> u64 {
        let one = Order(1, first).named("one").with(compensate = call_off).await?;
        let two = Order(2, second).named("two").with(compensate = call_off).await?;
        one + two
    }

    pub Unnamed(fail: u32) -> u64 {
        take("before", 0).named("before").await?;
        Order(1, fail).await?
    }

    #[deadline(7s)]
    pub LateWithin(n: u32) -> u64 {
        take("outer", 1).await?;
        Order(n, 0).await?
    }

    pub Hasty(n: u32) -> u64 {
        take("outer", 1).await?;
        Order(n, 0).with(timeout = 7s).await?
    }

    Asks(n: u32) -> u64 {
        let taken = take("room", 0).await?;
        let more = signal::<u64>("more").await?;
        taken + more + u64::from(n)
    }

    AsksWithin(n: u32) -> u64 {
        Asks(n).await?
    }

    Fails(n: u32) -> u64 {
        let seen = busy(n).await?;
        take("seat", u64::from(seen)).await?
    }

    FailsTwice(n: u32) -> u64 {
        Fails(n).with(retry(attempts = 3, backoff = constant(10s), jitter = none)).await?
    }

    /// It is undone slowly, if it fails.
    Holds(n: u32) -> u64 {
        let held = hold(u64::from(n)).await?;
        let _ = busy(n).await?;
        held
    }

    HoldsTwice(n: u32) -> u64 {
        Holds(n).with(retry(attempts = 3, backoff = constant(10s), jitter = none)).await?
    }
}

#[agent(idempotent, compensate = let_go)]
async fn hold(n: u64, #[resource] world: &World) -> u64 {
    world.note("hold");
    n
}

#[agent(idempotent)]
async fn let_go(n: &u64, held: Option<&u64>, #[resource] world: &World) {
    tokio::time::sleep(Duration::from_secs(5)).await;
    world.note(format!("let go {n} {held:?}"));
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_within_undoes_itself_and_what_succeeded_is_undone_from_outside() {
    let (failure, told) = both!(Orders(0, 1));
    assert_eq!(failure.stage, "Order/refuse");
    assert_eq!(
        told[2..],
        ["take part r/Orders/two:Order/take", "give part Some(5) r/Orders/two:Order/take", "call off 1 0 Some(10)",]
    );
    let (_, told) = both!(Unnamed(1));
    assert_eq!(
        told[1..],
        [
            "take part r/Unnamed/Order:Order/take",
            "give part Some(5) r/Unnamed/Order:Order/take",
            "give before Some(0) r:Unnamed/before",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_within_a_run_that_is_stopped_undoes_itself_first() {
    let (failure, told) = both!(LateWithin(1));
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(
        told[2..],
        [
            "give rest None r/LateWithin/Order:Order/rest",
            "give part Some(5) r/LateWithin/Order:Order/take",
            "give outer Some(1) r:LateWithin/take",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_whose_time_is_over_undoes_itself() {
    let (failure, told) = both!(Hasty(1));
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::TimedOut, "took longer than 7s"));
    assert_eq!(
        told[2..],
        [
            "give rest None r/Hasty/Order:Order/rest",
            "give part Some(5) r/Hasty/Order:Order/take",
            "give outer Some(1) r:Hasty/take",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_run_is_undone_before_it_ends() {
    let app = App::default();
    let run = Orders(0, 0).id("r").resources(&app).start();
    tokio::time::sleep(Duration::from_secs(17)).await;
    assert!(run.cancel("not wanted"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Cancelled, "not wanted"));
    assert_eq!(
        app.world.told()[3..],
        [
            "give rest None r/Orders/two:Order/rest",
            "give part Some(5) r/Orders/two:Order/take",
            "call off 1 0 Some(10)",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_that_waits_for_a_signal_undoes_itself_when_the_run_is_cancelled() {
    let app = App::default();
    let run = AsksWithin(1).id("r").resources(&app).start();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(run.cancel("not wanted"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!(failure.message, "not wanted");
    assert_eq!(app.world.told()[1..], ["give room Some(0) r/AsksWithin/Asks:Asks/take"]);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cancelled_before_it_begins_begins_nothing_within_it() {
    let app = App::default();
    let run = Orders(0, 0).id("r").resources(&app).start();
    assert!(run.cancel("changed my mind"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Cancelled, "changed my mind"));
    assert_eq!(app.world.told(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_that_waits_to_be_tried_again_is_not_tried_after_a_cancellation() {
    let app = App::default();
    let run = FailsTwice(1).id("r").clock(Arc::new(SeededClock::new(1))).resources(&app).start();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(run.cancel("enough"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!((failure.message.as_str(), app.world.told()), ("enough", vec!["busy".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_that_undoes_itself_when_the_run_is_cancelled_is_not_tried_again() {
    let app = App::default();
    let run = HoldsTwice(1).id("r").clock(Arc::new(SeededClock::new(1))).resources(&app).start();
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(app.world.told(), ["hold", "busy"], "it is being undone");
    assert!(run.cancel("enough"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!(failure.message, "enough");
    assert_eq!(app.world.told(), ["hold", "busy", "let go 1 Some(1)"]);
}
