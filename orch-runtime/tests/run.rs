//! A whole run: order, signals, timers, limits, cancellation, pipelines within pipelines, streams, reports.

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Gives, Hand, Of, Script, Step, agent, broken, node, returns, stage};
use futures_util::{FutureExt, StreamExt, stream as inputs};
use orch_blueprint::{
    AgentSpec, Backoff, Blueprint, Deadline, Effect, Jitter, Kind, Options, Overrides, Retry, StageRef,
};
use orch_core::engine::BoxFuture;
use orch_core::{Class, Context, Engine, FailureKind, Fault, Plan, SignalError};
use orch_runtime::{Answer, CallError, Launch, Registry, Reports, RunEnd, SeededClock, StageKind};
use serde_json::json;
use tokio::time::{Instant, sleep};

const S: Duration = Duration::from_secs(1);
const READS: &AgentSpec = &agent("reads", Effect::Reads);
const CHANGE: &AgentSpec = &agent("change", Effect::Idempotent);
const SLEEP: Kind = Kind::Sleep { time: Some(Duration::from_secs(3600)) };
const SIGNAL: Kind = Kind::Signal { index: 0, timeout: Some(Duration::from_secs(60)) };
const HOUR: Duration = Duration::from_secs(3600);

flow!(Chain, [stage("a", READS, &[]), stage("b", READS, &[0]), stage("c", CHANGE, &[1]), returns(&[2])]);
flow!(
    Fan,
    [
        stage("slow", READS, &[]),
        stage("quick", READS, &[]),
        stage("middle", READS, &[]),
        stage("after_quick", READS, &[1]),
        returns(&[0, 2, 3])
    ]
);
flow!(Sleeps, [node("nap", SLEEP, &[]), stage("a", READS, &[]), returns(&[1])]);
flow!(Asks, [node("verdict", SIGNAL, &[]), stage("a", READS, &[0]), returns(&[1])]);
flow!(Panics, [node("panics", Kind::Value, &[]), returns(&[0])]);
flow!(Bounded, options(Some(S), None), [stage("a", READS, &[]), stage("b", READS, &[0]), returns(&[1])]);
flow!(
    Works,
    options(None, Some(S)),
    [stage("a", READS, &[]), node("nap", SLEEP, &[0]), stage("b", READS, &[1]), returns(&[2])]
);
flow!(Flaky, {
    const SPEC: &AgentSpec = &AgentSpec {
        retry: Some(Retry { attempts: 3, total: None, backoff: Backoff::Constant(HOUR), jitter: Jitter::None }),
        ..agent("flaky", Effect::Reads)
    };
    [stage("a", READS, &[]), stage("flaky", SPEC, &[0]), returns(&[1])]
});

const fn options(deadline: Option<Duration>, work_limit: Option<Duration>) -> Options {
    let deadline = match deadline {
        Some(after) => Some(Deadline { after, guaranteed: false }),
        None => None,
    };
    Options { deadline, work_limit, ..Options::NONE }
}

fn launch<H: Hand>(input: i64) -> Launch<Of<H>> {
    Launch::new(input).clock(Arc::new(SeededClock::new(7))).id("r1")
}

/// Adds one.
fn plus_one() -> Script {
    Script::new(|_, value, _| async move { Ok(value + 1) })
}

/// Sleeps as long as the stage's name says, then adds one.
fn at_its_own_pace() -> Script {
    Script::new(|name, value, _| async move {
        sleep(match name {
            "slow" => S * 10,
            "middle" => S * 5,
            _ => S,
        })
        .await;
        Ok(value + 1)
    })
}

fn forever() -> Script {
    Script::new(|_, _, _| std::future::pending())
}

#[tokio::test(start_paused = true)]
async fn a_chain_gives_what_its_text_gives() {
    assert_eq!(launch::<Chain>(4).resources(&plus_one()).run().await, Ok(7));
    assert_eq!(launch::<Chain>(4).resources(&plus_one()).await, Ok(7));
}

#[tokio::test]
async fn a_chain_that_never_waits_needs_no_timer_and_no_runtime_of_its_own() {
    let run = launch::<Chain>(4).resources(&plus_one()).run();
    assert_eq!(run.now_or_never(), Some(Ok(7)));
}

#[tokio::test(start_paused = true)]
async fn what_may_run_side_by_side_does() {
    let began = Instant::now();
    assert_eq!(launch::<Fan>(0).resources(&at_its_own_pace()).run().await, Ok(4));
    assert_eq!(began.elapsed(), S * 10);
}

#[tokio::test(start_paused = true)]
async fn plain_rust_that_panics_fails_the_run() {
    let failure = launch::<Panics>(0).resources(&plus_one()).run().await.expect_err("it panics");
    assert_eq!((failure.kind, failure.stage.as_str()), (FailureKind::Panicked, "Panics/panics"));
}

#[tokio::test(start_paused = true)]
async fn a_failure_ends_the_run_where_it_stands() {
    let script =
        Script::new(
            |name, value, _| async move { if name == "b" { Err(broken(Class::Permanent)) } else { Ok(value) } },
        );
    let failure = launch::<Chain>(0).resources(&script).run().await.expect_err("b fails");
    assert_eq!(failure.to_string(), "Chain/b: a permanent fault");
}

#[tokio::test(start_paused = true)]
async fn a_change_is_recorded_before_it_starts() {
    let run = launch::<Chain>(0).resources(&plus_one()).keep_events().start();
    run.result().await.expect("nothing fails");
    let said: Vec<String> =
        run.events().map(|event| format!("{} {} {}", event.seq, event.path, event.what)).collect().await;
    assert_eq!(
        said,
        [
            "0 Chain run started",
            "1 Chain/a succeeded",
            "2 Chain/b succeeded",
            "3 Chain/c attempt started",
            "4 Chain/c succeeded",
            "5 Chain/return succeeded",
        ]
    );
    let recorded = run.events().next().await.and_then(|event| event.recorded).expect("it can be written");
    assert_eq!(json!(*recorded), json!({ "what": { "run_started": 0 } }));
}

#[tokio::test(start_paused = true)]
async fn a_sleep_is_a_timer() {
    let began = Instant::now();
    assert_eq!(launch::<Sleeps>(1).resources(&plus_one()).run().await, Ok(2));
    assert_eq!(began.elapsed(), HOUR);
}

#[tokio::test(start_paused = true)]
async fn a_signal_may_come_before_or_after_the_flow_waits_for_it() {
    let early = launch::<Asks>(0).resources(&plus_one()).start();
    early.go(41).await.expect("it runs");
    assert_eq!(early.into_result().await, Ok(42));
    let late = launch::<Asks>(0).resources(&plus_one()).start();
    sleep(S * 30).await;
    late.signal("go", None, json!(1)).await.expect("it runs");
    assert_eq!(late.into_result().await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn a_signal_that_does_not_come_expires() {
    let began = Instant::now();
    let failure = launch::<Asks>(0).resources(&plus_one()).run().await.expect_err("nobody signals");
    assert_eq!((failure.kind, failure.stage.as_str()), (FailureKind::TimedOut, "Asks/verdict"));
    assert_eq!(began.elapsed(), S * 60);
}

#[tokio::test(start_paused = true)]
async fn a_signal_that_fits_nothing_is_refused() {
    let run = launch::<Asks>(0).resources(&plus_one()).start();
    let unknown = SignalError::Unknown { name: "stop".into(), known: "go".into() };
    assert_eq!(run.signal("stop", None, json!(1)).await, Err(unknown));
    assert!(matches!(run.signal("go", None, json!("text")).await, Err(SignalError::Payload(_))));
    run.go(1).await.expect("it runs");
    run.result().await.expect("it ends");
    assert_eq!(run.go(1).await, Err(SignalError::Ended("go")));
    assert!(!run.cancel("too late"));
    assert!(run.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_run_ends_at_once_and_drops_what_ran() {
    struct Gone(Arc<AtomicUsize>);
    impl Drop for Gone {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let dropped = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&dropped);
    let script = Script::new(move |_, _, _| {
        let gone = Gone(Arc::clone(&seen));
        async move {
            let _gone = gone;
            std::future::pending().await
        }
    });
    let run = launch::<Fan>(0).resources(&script).start();
    sleep(S).await;
    assert!(run.cancel("by the operator"));
    let failure = run.result().await.expect_err("it was cancelled");
    assert_eq!(failure.to_string(), "Fan: by the operator");
    assert_eq!(failure.kind, FailureKind::Cancelled);
    assert_eq!(dropped.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn an_agent_that_heeds_the_cancellation_does_not_hide_it() {
    let script = Script::new(|_, _, cx: Context| async move {
        cx.cancelled().await;
        Err(broken(Class::Permanent))
    });
    let run = launch::<Chain>(0).resources(&script).start();
    sleep(S).await;
    run.cancel("enough");
    assert_eq!(run.result().await.expect_err("it was cancelled").kind, FailureKind::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_counts_everything() {
    let began = Instant::now();
    let failure = launch::<Bounded>(0).resources(&forever()).run().await.expect_err("it takes too long");
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(failure.to_string(), "Bounded: the run took longer than its deadline of 1s");
    assert_eq!(began.elapsed(), S);
    assert_eq!(launch::<Bounded>(0).resources(&plus_one()).run().await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn the_work_limit_leaves_out_what_is_parked() {
    let script = |each: Duration| {
        Script::new(move |_, value, _| async move {
            sleep(each).await;
            Ok(value)
        })
    };
    let began = Instant::now();
    assert_eq!(launch::<Works>(0).resources(&script(S * 2 / 5)).run().await, Ok(0));
    assert!(began.elapsed() > HOUR);
    let began = Instant::now();
    let failure = launch::<Works>(0).resources(&script(S * 3 / 5)).run().await.expect_err("it works too long");
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(began.elapsed(), HOUR + S);
}

#[tokio::test(start_paused = true)]
async fn agents_tell_their_progress_by_type() {
    let script = Script::new(|name, value, cx: Context| async move {
        sleep(S).await;
        cx.emit(format!("{name} works"));
        cx.emit(value);
        Ok(value + 1)
    });
    let run = launch::<Chain>(0).resources(&script).start();
    let (texts, numbers) = (run.progress::<String>(), run.progress::<i64>());
    let texts: Vec<String> = texts.map(|(stage, text)| format!("{stage}: {text}")).collect().await;
    assert_eq!(texts, ["Chain/a: a works", "Chain/b: b works", "Chain/c: c works"]);
    assert_eq!(numbers.map(|(_, value)| *value).collect::<Vec<_>>().await, [0, 1, 2]);
}

#[tokio::test(start_paused = true)]
async fn ids_are_drawn_from_the_clock() {
    let id = |seed| {
        let launch = Launch::<Of<Chain>>::new(0).clock(Arc::new(SeededClock::new(seed)));
        launch.resources(&plus_one()).start().id().to_owned()
    };
    assert_eq!(id(0), "e220a8397b1dcdaf");
    assert_ne!(id(1), id(2));
}

#[tokio::test(start_paused = true)]
async fn a_stream_takes_inputs_only_as_runs_may_start() {
    let seen = Arc::new(AtomicUsize::new(0));
    let runs = inputs::iter(0..1000_i64);
    let count = Arc::clone(&seen);
    let script = Script::new(move |_, value, _| {
        count.fetch_add(1, Ordering::SeqCst);
        async move { Ok(value) }
    });
    let mut runs = std::pin::pin!(orch_runtime::stream(launch::<Chain>).resources(&script).run(runs));
    assert!(runs.next().await.is_some());
    assert!(seen.load(Ordering::SeqCst) < 3000, "back pressure: not all inputs were taken");
}

const LENGTH: usize = 200;
flow!(Long, {
    static NUMBERS: [u16; LENGTH] = {
        let mut numbers = [0; LENGTH];
        let mut i = 0;
        while i < LENGTH {
            numbers[i] = i as u16;
            i += 1;
        }
        numbers
    };
    const fn one(number: usize) -> &'static [u16] {
        NUMBERS.split_at(number).1.split_at(1).0
    }
    let mut nodes = [returns(one(LENGTH - 1)); LENGTH + 1];
    let mut i = 0;
    while i < LENGTH {
        nodes[i] = stage("step", READS, if i == 0 { &[] } else { one(i - 1) });
        i += 1;
    }
    nodes
});

#[tokio::test(start_paused = true)]
async fn many_events_in_a_row_let_others_have_their_turn() {
    let turn = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&turn);
    let script = Script::new(move |_, value, _| {
        let others = seen.load(Ordering::SeqCst);
        async move { Ok(value + i64::from(others > 0)) }
    });
    let run = launch::<Long>(0).resources(&script).run();
    let (gave, ()) = tokio::join!(biased; run, async { turn.store(1, Ordering::SeqCst) });
    let after_the_turn = gave.expect("nothing fails");
    assert!((1..200).contains(&after_the_turn), "{after_the_turn}");
}

#[tokio::test(start_paused = true)]
async fn a_failure_in_the_same_moment_does_not_hide_the_cancellation() {
    let handle = Arc::new(std::sync::OnceLock::<orch_runtime::Handle<Of<Chain>>>::new());
    let seen = Arc::clone(&handle);
    let script = Script::new(move |_, _, _| {
        seen.get().expect("it was started").cancel("enough");
        async { Err(broken(Class::Permanent)) }
    });
    let run = launch::<Chain>(0).resources(&script).start();
    handle.set(run.clone()).expect("once");
    assert_eq!(run.result().await.expect_err("it was cancelled").kind, FailureKind::Cancelled);
}

/// Runs `Chain`, or itself.
struct Outer;

static OUTER: Blueprint = Blueprint {
    nodes: &[
        node(
            "inner",
            Kind::Stage { stage: StageRef::Pipeline(&INNER), with: Overrides::NONE, fallback: None, was: None },
            &[],
        ),
        returns(&[0]),
    ],
    ..common::blueprint("Outer")
};

static INNER: Blueprint = common::blueprint("Inner");

impl Hand for Outer {
    fn blueprint() -> &'static Blueprint {
        &OUTER
    }

    fn plan() -> &'static Plan {
        static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
        PLAN.get_or_init(|| Plan::new(&OUTER))
    }

    fn nested<E: Engine>(engine: E, value: i64, script: Script, cx: Context) -> BoxFuture<Gives> {
        Box::pin(async move {
            let gave = match value {
                0 => engine.child::<Of<Chain>>(value, &script, &cx).await,
                _ => engine.child::<Of<Outer>>(value, &script, &cx).await,
            };
            gave.map_err(Fault::from)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_as_a_stage_has_a_run_of_its_own() {
    let ids = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&ids);
    let script = Script::new(move |_, value, cx: Context| {
        seen.lock().expect("not poisoned").push((
            cx.run_id().to_owned(),
            cx.correlation_id().to_owned(),
            cx.run().depth,
        ));
        async move { Ok(value + 1) }
    });
    assert_eq!(launch::<Outer>(0).resources(&script).correlation("c").run().await, Ok(3));
    let expected = ("r1/Outer/inner".to_owned(), "c".to_owned(), 1);
    assert_eq!(*ids.lock().expect("not poisoned"), vec![expected; 3]);
}

#[tokio::test(start_paused = true)]
async fn the_failure_of_a_pipeline_keeps_its_place() {
    let script = Script::new(|_, _, _| async { Err(broken(Class::Permanent)) });
    let failure = launch::<Outer>(0).resources(&script).run().await.expect_err("it fails");
    assert_eq!(failure.to_string(), "Chain/a: a permanent fault");
}

#[tokio::test(start_paused = true)]
async fn pipelines_that_run_each_other_come_to_an_end() {
    let failure = launch::<Outer>(1).resources(&plus_one()).run().await.expect_err("it is endless");
    assert_eq!(failure.kind, FailureKind::RoundsExhausted);
    assert_eq!(failure.message, "pipelines run each other more than 64 deep");
}

#[tokio::test(start_paused = true)]
async fn a_report_names_the_critical_path_and_the_bottleneck() {
    let (result, report) = launch::<Fan>(0).resources(&at_its_own_pace()).run_with_report().await;
    assert_eq!(result, Ok(4));
    assert_eq!((report.took(), report.end), (S * 10, RunEnd::Succeeded));
    let path: Vec<&str> = report.critical_path.iter().map(|link| link.path.as_str()).collect();
    assert_eq!(path, ["Fan/slow"]);
    let middle = &report.stages["Fan/middle"];
    assert_eq!((middle.kind, middle.count, middle.successes), (StageKind::Agent, 1, 1));
    assert_eq!((middle.working, middle.waiting, middle.latency.quantile(0.5)), (S * 5, Duration::ZERO, S * 5));
    let bottleneck = report.bottleneck().expect("there is one");
    assert_eq!((bottleneck.stage.as_str(), bottleneck.share), ("Fan/slow", 1.0));
}

#[tokio::test(start_paused = true)]
async fn a_report_tells_waiting_from_working() {
    let script = Script::new(|name, value, cx: Context| async move {
        sleep(S).await;
        if name == "flaky" && cx.attempt() < 3 { Err(broken(Class::Transient)) } else { Ok(value) }
    });
    let (_, report) = launch::<Flaky>(0).resources(&script).run_with_report().await;
    let flaky = &report.stages["Flaky/flaky"];
    assert_eq!((flaky.retries, flaky.waiting, flaky.working), (2, HOUR * 2, S * 3));
    let path: Vec<&str> = report.critical_path.iter().map(|link| link.path.as_str()).collect();
    assert_eq!(path, ["Flaky/a", "Flaky/flaky"]);
    let said = report.bottleneck().expect("there is one").to_string();
    assert_eq!(
        said,
        "Flaky/flaky takes 100 % of the runs' time: most of it is backoff before 2 retries; find out why attempts fail, or shorten `backoff`"
    );
    let table = report.to_string();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[1], "stage        count  ok  failed  retries     p50     p95     p99  waiting  working  critical");
    assert_eq!(lines[3], "Flaky/flaky      1   1       0        2  2.00 h  2.00 h  2.00 h      2 h      3 s     100 %");
    assert_eq!(lines[4], "critical path: Flaky/a 1 s → Flaky/flaky 2.00 h");
}

#[tokio::test(start_paused = true)]
async fn a_timer_on_the_critical_path_is_waiting() {
    let (_, report) = launch::<Sleeps>(0).resources(&plus_one()).run_with_report().await;
    assert_eq!(report.critical_path.len(), 2);
    assert_eq!(report.critical_path[0].waiting, HOUR);
    assert_eq!(report.stages["Sleeps/nap"].kind, StageKind::Timer);
}

#[tokio::test(start_paused = true)]
async fn a_stream_keeps_its_concurrency_and_gathers_reports() {
    let under_way = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let seen = Arc::clone(&under_way);
    let script = Script::new(move |_, value, _| {
        let seen = Arc::clone(&seen);
        async move {
            seen.1.fetch_max(seen.0.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            sleep(S).await;
            seen.0.fetch_sub(1, Ordering::SeqCst);
            if value == 3 { Err(broken(Class::Permanent)) } else { Ok(value + 1) }
        }
    });
    let reports = Reports::new();
    for in_place in [false, true] {
        let runs = orch_runtime::stream(Launch::<Of<Chain>>::new).concurrent(4).resources(&script).report(&reports);
        let runs = if in_place { runs.in_place() } else { runs };
        let mut ended: Vec<_> = runs.run(inputs::iter(0..10)).collect().await;
        ended.sort_by_key(|run| run.index);
        let gave: Vec<Option<i64>> = ended.into_iter().map(|run| run.result.ok()).collect();
        let expected = (0..10).map(|input| (!(1..=3).contains(&input)).then_some(input + 3));
        assert_eq!(gave, expected.collect::<Vec<_>>());
    }
    assert_eq!(under_way.1.load(Ordering::SeqCst), 4);
    let report = reports.get();
    assert_eq!((report.runs, report.succeeded), (20, 14));
    assert_eq!((report.stages["Chain/a"].count, report.stages["Chain/a"].failures), (20, 2));
}

#[tokio::test(start_paused = true)]
async fn an_ordered_stream_keeps_the_order() {
    let script = Script::new(|_, value, _| async move {
        sleep(S * u32::try_from(10 - value.min(10)).expect("it is small")).await;
        Ok(value)
    });
    let runs = orch_runtime::stream(launch::<Chain>).concurrent(3).resources(&script).run_ordered(inputs::iter(0..6));
    let order: Vec<usize> = runs.map(|run| run.index).collect().await;
    assert_eq!(order, [0, 1, 2, 3, 4, 5]);
}

#[tokio::test(start_paused = true)]
async fn an_agent_can_be_called_by_name() {
    let registry = Registry::of::<Of<Chain>>();
    assert_eq!(registry.names().collect::<Vec<_>>(), ["step"]);
    let cx = Context::for_test();
    let call = async |name: &str, arguments, script: Script| registry.call(name, arguments, &cx, &script).await;
    assert_eq!(call("step", json!(["x", 4]), plus_one()).await, Ok(Answer::Done(json!(5))));
    let unknown = CallError::Unknown { name: "stop".into(), known: "step".into() };
    assert_eq!(call("stop", json!([]), plus_one()).await, Err(unknown));
    assert!(matches!(call("step", json!([1, 2]), plus_one()).await, Err(CallError::Arguments { name: "step", .. })));
    let wrong = registry.call("step", json!(["x", 4]), &cx, &()).await;
    assert!(matches!(wrong, Err(CallError::Resources { name: "step", .. })));
    let Ok(Answer::Failed { failure, unknown }) = call("step", json!(["x", 4]), forever()).await else {
        panic!("it takes too long")
    };
    assert_eq!((failure.kind, unknown), (FailureKind::TimedOut, true));
    let panics = Script::new(|_, _, _| async { panic!("oh") });
    let answer = call("step", json!(["x", 4]), panics).await.expect("the call could be made");
    assert_eq!(json!(answer)["failed"]["failure"]["kind"], "panicked");
    let _ = Step;
}
