//! Progress, ids, streams, and calls by name.

use super::*;

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
