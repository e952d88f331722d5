//! Timers and signals.

use super::*;

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
