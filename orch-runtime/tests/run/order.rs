//! What a run does, in which order, and how it fails.

use super::*;

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
