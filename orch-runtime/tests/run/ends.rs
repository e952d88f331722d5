//! Cancellation and the limits of a run.

use super::*;

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
