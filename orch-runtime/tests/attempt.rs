//! What surrounds one attempt: retries, timeouts, heartbeats, placement, panics, cancellation. One test a knob.

mod common;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Gives, Of, Script, agent, broken, returns, stage};
use orch_blueprint::{AgentSpec, Backoff, Effect, Jitter, Placement, Retry};
use orch_core::{Class, Context, Failure, FailureKind, Fault};
use orch_runtime::{AttemptEnd, AttemptSeen, Launch, Observer, SeededClock};
use tokio::time::{Instant, advance, sleep};

const S: Duration = Duration::from_secs(1);

const fn retry(attempts: u32, backoff: Backoff, jitter: Jitter) -> Option<Retry> {
    Some(Retry { attempts, total: None, backoff, jitter })
}

/// A pipeline of one agent with this contract.
macro_rules! one {
    ($name:ident, $spec:expr) => {
        flow!($name, {
            const SPEC: &AgentSpec = &$spec;
            [stage("work", SPEC, &[]), returns(&[0])]
        });
    };
}

const THREE: Option<Retry> = retry(3, Backoff::Constant(S), Jitter::None);
one!(Plain, agent("work", Effect::Reads));
one!(Retried, AgentSpec { retry: THREE, ..agent("work", Effect::Reads) });
one!(Keyed, AgentSpec { retry: THREE, timeout: Some(S), ..agent("work", Effect::Idempotent) });
one!(Once, AgentSpec { timeout: Some(S), ..agent("work", Effect::Once) });
one!(OnceRetried, AgentSpec { retry: THREE, ..agent("work", Effect::Once) });
one!(Timed, AgentSpec { timeout: Some(S), ..agent("work", Effect::Reads) });
one!(Beating, AgentSpec { heartbeat: Some(S), ..agent("work", Effect::Reads) });
one!(Spawned, AgentSpec { placement: Placement::Spawned, timeout: Some(S), ..agent("work", Effect::Reads) });
one!(Blocking, AgentSpec { placement: Placement::Blocking, ..agent("work", Effect::Reads) });
one!(
    Total,
    AgentSpec {
        retry: Some(Retry {
            attempts: 100,
            total: Some(Duration::from_millis(2500)),
            backoff: Backoff::Constant(S),
            jitter: Jitter::None
        }),
        ..agent("work", Effect::Reads)
    }
);
const MAX: Duration = Duration::from_secs(4);
one!(
    Linear,
    AgentSpec { retry: retry(6, Backoff::Linear { step: S, max: MAX }, Jitter::None), ..agent("work", Effect::Reads) }
);
one!(
    Exponential,
    AgentSpec {
        retry: retry(6, Backoff::Exponential { base: S, max: MAX }, Jitter::None),
        ..agent("work", Effect::Reads)
    }
);
one!(
    Fibonacci,
    AgentSpec {
        retry: retry(6, Backoff::Fibonacci { base: S, max: MAX }, Jitter::None),
        ..agent("work", Effect::Reads)
    }
);
one!(Full, AgentSpec { retry: retry(50, Backoff::Constant(S), Jitter::Full), ..agent("work", Effect::Reads) });
one!(Equal, AgentSpec { retry: retry(50, Backoff::Constant(S), Jitter::Equal), ..agent("work", Effect::Reads) });
const FAR: Backoff = Backoff::Exponential { base: S, max: Duration::from_secs(20) };
one!(Decorrelated, AgentSpec { retry: retry(50, FAR, Jitter::Decorrelated), ..agent("work", Effect::Reads) });
flow!(Delayed, {
    const SPEC: &AgentSpec = &agent("work", Effect::Reads);
    [stage("work_later", SPEC, &[]), returns(&[0])]
});

fn launch<H: common::Hand>() -> Launch<Of<H>> {
    Launch::new(20).clock(Arc::new(SeededClock::new(7))).id("r1")
}

/// Runs with an agent that says when it was called; gives the result and the waits between the calls.
async fn waits<H: common::Hand>(
    act: impl Fn(u32) -> Gives + Send + Sync + 'static,
) -> (Result<i64, Failure>, Vec<Duration>) {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&calls);
    let act = Arc::new(act);
    let script = Script::new(move |_, _, cx: Context| {
        seen.lock().expect("not poisoned").push(Instant::now());
        let act = Arc::clone(&act);
        async move { act(cx.attempt()) }
    });
    let result = launch::<H>().resources(&script).run().await;
    let calls = calls.lock().expect("not poisoned");
    (result, calls.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

fn seconds(waits: &[Duration]) -> Vec<u64> {
    waits.iter().map(Duration::as_secs).collect()
}

fn always(class: Class) -> impl Fn(u32) -> Gives {
    move |_| Err(broken(class))
}

#[tokio::test(start_paused = true)]
async fn a_stage_gives_its_output() {
    assert_eq!(waits::<Plain>(|_| Ok(7)).await, (Ok(7), vec![]));
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_and_named() {
    let (result, waits) = waits::<Retried>(always(Class::Transient)).await;
    let failure = result.expect_err("it always fails");
    assert_eq!((failure.stage.as_str(), failure.attempts, failure.kind), ("Retried/work", 3, FailureKind::Error));
    assert_eq!(seconds(&waits), [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_later_attempt_may_succeed() {
    let act = |attempt| if attempt < 3 { Err(broken(Class::Transient)) } else { Ok(5) };
    assert_eq!(waits::<Retried>(act).await.0, Ok(5));
}

#[tokio::test(start_paused = true)]
async fn permanent_and_partial_failures_are_not_repeated() {
    for class in [Class::Permanent, Class::Partial] {
        let (result, waits) = waits::<Retried>(always(class)).await;
        assert_eq!(result.expect_err("it fails").attempts, 1);
        assert_eq!(waits, []);
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_retry_there_is_one_attempt_and_once_is_never_repeated() {
    assert_eq!(waits::<Plain>(always(Class::Transient)).await.1, []);
    assert_eq!(waits::<OnceRetried>(always(Class::Transient)).await.1, []);
}

#[tokio::test(start_paused = true)]
async fn no_attempt_starts_after_the_total_time() {
    assert_eq!(seconds(&waits::<Total>(always(Class::Transient)).await.1), [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn backoffs_grow_up_to_their_cap() {
    assert_eq!(seconds(&waits::<Linear>(always(Class::Transient)).await.1), [1, 2, 3, 4, 4]);
    assert_eq!(seconds(&waits::<Exponential>(always(Class::Transient)).await.1), [1, 2, 4, 4, 4]);
    assert_eq!(seconds(&waits::<Fibonacci>(always(Class::Transient)).await.1), [1, 1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn jitters_keep_their_bounds_and_spread() {
    // Tokio's timer counts in milliseconds, rounded up.
    let ms = Duration::from_millis(1);
    let bounds = |waits: &[Duration]| (*waits.iter().min().expect("some"), *waits.iter().max().expect("some"));
    let (low, high) = bounds(&waits::<Full>(always(Class::Transient)).await.1);
    assert!(low < S / 4 && high > S * 3 / 4 && high <= S + ms, "{low:?} {high:?}");
    let (low, high) = bounds(&waits::<Equal>(always(Class::Transient)).await.1);
    assert!(low >= S / 2 && low < S * 3 / 4 && high > S * 3 / 4 && high <= S + ms, "{low:?} {high:?}");
    let all = waits::<Decorrelated>(always(Class::Transient)).await.1;
    let (low, high) = bounds(&all);
    assert!(low >= S && high > S * 10 && high <= S * 20 + ms, "{low:?} {high:?}");
    assert!(all.windows(2).all(|pair| pair[1] <= pair[0] * 3 + ms), "{all:?}");
}

#[tokio::test(start_paused = true)]
async fn one_seed_waits_the_same_every_time() {
    let first = waits::<Full>(always(Class::Transient)).await.1;
    assert_eq!(waits::<Full>(always(Class::Transient)).await.1, first);
}

#[tokio::test(start_paused = true)]
async fn the_other_side_may_ask_for_time() {
    let act = |attempt| match attempt {
        1 => {
            let message = "slow down".to_owned();
            let retry_after = Some(S * 30);
            Err(Fault::Own(common::Broken { message, class: Class::Transient, retry_after }))
        }
        _ => Ok(1),
    };
    assert_eq!(seconds(&waits::<Retried>(act).await.1), [30]);
}

#[tokio::test(start_paused = true)]
async fn arguments_that_fail_are_no_attempt() {
    let act = |_| Err(Failure::new(FailureKind::Error, "not a number").with_class(Class::Transient).into());
    let (result, waits) = waits::<Retried>(act).await;
    let failure = result.expect_err("it fails");
    assert_eq!((failure.attempts, failure.stage.as_str()), (0, "Retried/work"));
    assert_eq!(waits, []);
}

/// How attempts ended, and whether the outcome is unknown.
#[derive(Default)]
struct Ends(Mutex<Vec<String>>);

impl Observer for Ends {
    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        let said = match end {
            AttemptEnd::Succeeded => "succeeded".to_owned(),
            AttemptEnd::Retrying(again) => format!("{:?}, again", again.failure.kind),
            AttemptEnd::Failed { failure, unknown } => format!("{:?}, unknown: {unknown}", failure.kind),
            AttemptEnd::Cancelled => "cancelled".to_owned(),
        };
        self.0.lock().expect("not poisoned").push(format!("{}: {said}", attempt.site.attempt));
    }
}

async fn ends<H: common::Hand, F: Future<Output = Gives> + Send + 'static>(
    act: impl Fn(Context) -> F + Send + Sync + 'static,
) -> (Result<i64, Failure>, Vec<String>) {
    let ends = Arc::new(Ends::default());
    let script = Script::new(move |_, _, cx| act(cx));
    let observer = Arc::clone(&ends) as Arc<dyn Observer>;
    let result = launch::<H>().resources(&script).observer(observer).run().await;
    let said = ends.0.lock().expect("not poisoned").clone();
    (result, said)
}

async fn forever() -> Gives {
    std::future::pending().await
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_takes_too_long_is_given_up() {
    let began = Instant::now();
    let (result, said) = ends::<Timed, _>(|_| forever()).await;
    let failure = result.expect_err("it takes too long");
    assert_eq!((failure.kind, failure.class), (FailureKind::TimedOut, Class::Transient));
    assert_eq!(failure.message, "took longer than 1s");
    assert_eq!(began.elapsed(), S);
    assert_eq!(said, ["1: TimedOut, unknown: false"]);
}

#[tokio::test(start_paused = true)]
async fn a_change_that_takes_too_long_is_unknown() {
    assert_eq!(ends::<Once, _>(|_| forever()).await.1, ["1: TimedOut, unknown: true"]);
    let said = ends::<Keyed, _>(|_| forever()).await.1;
    assert_eq!(said, ["1: TimedOut, again", "2: TimedOut, again", "3: TimedOut, unknown: true"]);
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_change_that_panicked_is_settled_with_the_same_key() {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&keys);
    let (result, said) = ends::<Keyed, _>(move |cx| {
        seen.lock().expect("not poisoned").push(cx.idempotency_key());
        async move { if cx.attempt() == 1 { panic!("half way") } else { Ok(3) } }
    })
    .await;
    assert_eq!(result, Ok(3));
    assert_eq!(said, ["1: Panicked, again", "2: succeeded"]);
    assert_eq!(*keys.lock().expect("not poisoned"), ["r1:Keyed/work", "r1:Keyed/work"]);
}

#[tokio::test(start_paused = true)]
async fn a_panic_fails_the_stage_wherever_it_happens() {
    let in_the_call = ends::<Plain, _>(|_| async { panic!("in the {}", "call") }).await.0;
    assert_eq!(in_the_call.expect_err("it panics").message, "panicked: in the call");
    let before = ends::<Plain, std::future::Ready<Gives>>(|_| panic!("before it")).await;
    assert_eq!(before.0.expect_err("it panics").kind, FailureKind::Panicked);
    let spawned = ends::<Spawned, _>(|_| async { panic!("elsewhere") }).await.0;
    assert_eq!(spawned.expect_err("it panics").message, "panicked: elsewhere");
    let blocking = ends::<Blocking, _>(|_| async { panic!("elsewhere") }).await.0;
    assert_eq!(blocking.expect_err("it panics").kind, FailureKind::Panicked);
    let unknown = ends::<Once, _>(|_| async { panic!("half way") }).await.1;
    assert_eq!(unknown, ["1: Panicked, unknown: true"]);
}

#[tokio::test(start_paused = true)]
async fn silence_is_given_up_and_a_heartbeat_is_not_silence() {
    let (result, _) = ends::<Beating, _>(|cx| async move {
        for _ in 0..5 {
            sleep(S * 3 / 4).await;
            cx.heartbeat();
        }
        forever().await
    })
    .await;
    let failure = result.expect_err("it falls silent");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::TimedOut, "gave no heartbeat for 1s"));
}

#[tokio::test(start_paused = true)]
async fn a_delay_comes_before_the_call() {
    let began = Instant::now();
    assert_eq!(ends::<Delayed, _>(|_| async { Ok(1) }).await.0, Ok(1));
    assert_eq!(began.elapsed(), S * 10);
}

#[tokio::test(start_paused = true)]
async fn placements_are_where_they_say() {
    let here = std::thread::current().id();
    let task = |_| async { Ok(i64::from(tokio::task::try_id().is_some())) };
    assert_eq!(ends::<Plain, _>(task).await.0, Ok(0), "the test itself is no task");
    assert_eq!(ends::<Spawned, _>(task).await.0, Ok(1));
    let thread = move |_| async move { Ok(i64::from(std::thread::current().id() != here)) };
    assert_eq!(ends::<Plain, _>(thread).await.0, Ok(0));
    assert_eq!(ends::<Blocking, _>(thread).await.0, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn a_spawned_attempt_that_is_given_up_learns_of_it() {
    let heard = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&heard);
    let (result, _) = ends::<Spawned, _>(move |cx| {
        let (seen, token) = (Arc::clone(&seen), cx.cancelled());
        tokio::spawn(async move {
            token.await;
            seen.fetch_add(1, Ordering::SeqCst);
        });
        forever()
    })
    .await;
    assert_eq!(result.expect_err("it takes too long").kind, FailureKind::TimedOut);
    advance(S).await;
    assert_eq!(heard.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_spawned_attempt_that_does_not_heed_its_token_is_stopped_after_its_grace() {
    let gone = Arc::new(());
    let held = Arc::downgrade(&gone);
    let held_by_the_agent = Mutex::new(Some(gone));
    let (result, _) = ends::<Spawned, _>(move |_| {
        let held = held_by_the_agent.lock().expect("not poisoned").take();
        async move {
            let _held = held;
            forever().await
        }
    })
    .await;
    assert_eq!(result.expect_err("it takes too long").kind, FailureKind::TimedOut);
    tokio::task::yield_now().await;
    assert!(held.upgrade().is_some());
    tokio::time::sleep(5 * S).await;
    tokio::task::yield_now().await;
    assert!(held.upgrade().is_none());
}

#[tokio::test]
async fn a_blocking_agent_hears_that_the_run_was_cancelled() {
    let (started, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let script = Script::new(move |_, _, cx| {
        let started = started.clone();
        async move {
            started.send(()).expect("the test listens");
            while !cx.is_cancelled() {
                std::thread::yield_now();
            }
            started.send(()).expect("the test listens");
            Ok(0)
        }
    });
    let run = launch::<Blocking>().resources(&script).start();
    begun.recv().await.expect("it starts");
    run.cancel("enough");
    begun.recv().await.expect("it hears");
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Cancelled, "enough"));
}

#[tokio::test(start_paused = true)]
async fn the_context_tells_the_deadline() {
    let (result, _) = ends::<Timed, _>(|cx| async move {
        let deadline = cx.deadline().expect("there is a timeout");
        Ok(i64::try_from(deadline.since(SeededClock::BEGIN).as_secs()).expect("it is small"))
    })
    .await;
    assert_eq!(result, Ok(1));
}
