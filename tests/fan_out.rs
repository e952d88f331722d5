//! The example `fan_out`.

use std::sync::Arc;
use std::time::Duration;

use orch_testing::replay::Replay;
use orch_testing::{Flow, Scripted};
use tokio::time::Instant;

#[path = "../examples/fan_out/main.rs"]
#[allow(dead_code, reason = "its `main` is run as a program")]
mod example;

use example::{App, Venue, WatchList, fetch_quote, positions};

const TEN: [&str; 10] = ["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH", "II", "JJ"];

fn app() -> App {
    App { venue: Arc::new(Venue { latency: Duration::from_secs(1) }) }
}

#[tokio::test(start_paused = true)]
async fn busy_venues_are_asked_again() {
    let (valuation, report) = WatchList(positions(&TEN)).resources(&app()).run_with_report().await;
    let valuation = valuation.expect("a valuation");
    let all: u64 = TEN.iter().flat_map(|symbol| symbol.bytes()).map(u64::from).sum();
    assert_eq!((valuation.cents, valuation.priced, valuation.unpriced), (all, 10, vec![]));
    assert_eq!(report.stages["WatchList/worths/fetch_quote"].retries, 10);
}

#[tokio::test(start_paused = true)]
async fn eight_at_a_time() {
    let start = Instant::now();
    WatchList(positions(&TEN)).resources(&app()).run().await.expect("a valuation");
    // Two questions of a second each, for eight symbols and then for two; less than a second of backoff.
    let took = start.elapsed();
    assert!((Duration::from_secs(4)..Duration::from_secs(5)).contains(&took), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_share_of_failures_is_tolerated_and_told() {
    let mut list = positions(&TEN);
    list[3].symbol = "XYZ".into();
    let valuation = WatchList(list).resources(&app()).run().await.expect("a valuation");
    assert_eq!(valuation.priced, 9);
    assert_eq!(valuation.unpriced, [("XYZ".into(), "the venue knows no `XYZ`".into())]);
    assert!(WatchList(positions(&[])).resources(&app()).run().await.is_ok(), "nothing to price is no failure");
}

#[tokio::test(start_paused = true)]
async fn more_failures_than_that_fail_the_run() {
    let mut list = positions(&TEN);
    for (position, symbol) in list.iter_mut().zip(["X1", "X2", "X3"]) {
        position.symbol = symbol.into();
    }
    let failure = WatchList(list).resources(&app()).run().await.expect_err("three of ten");
    assert!(failure.message.contains("the venue knows no `X"), "{failure}");
}

#[test]
fn a_venue_that_hangs_costs_one_symbol() {
    let hangs = [Scripted::Hang, Scripted::Hang, Scripted::Hang];
    let list = WatchList(positions(&TEN)).resources(&app());
    let tested = Flow::test(list).on_stage::<fetch_quote>("worths[EE]/fetch_quote", hangs).run_blocking();
    assert_eq!(tested.output().priced, 9);
    assert_eq!(tested.output().unpriced, [("EE".into(), "took longer than 2s".into())]);
}

#[tokio::test(start_paused = true)]
async fn it_can_be_resumed_after_every_event() {
    for seed in 0..10 {
        let mut list = positions(&TEN);
        list[7].symbol = "XYZ".into();
        let run = Replay::new(seed).run(WatchList(list).resources(&app())).await.expect("no divergence");
        assert_eq!(run.result.expect("a valuation").priced, 9);
    }
}

mod none_at_once {
    use orch::{agent, pipeline};
    use orch_testing::Flow;

    #[agent(pure)]
    async fn same(n: u64) -> u64 {
        n
    }

    pipeline! {
        Nobody(list: Vec<u64>, most: u32) -> Vec<u64> {
            for n in each(list).concurrent(most) {
                same(n).await?
            }
        }
    }

    #[test]
    fn would_never_end_and_says_so() {
        let tested = Flow::test(Nobody(vec![1], 0)).run_blocking();
        assert_eq!(tested.failure().message, "`.concurrent(0)` would never end: at least one item must run");
        assert_eq!(tested.failure().stage, "Nobody/n");
        assert_eq!(Flow::test(Nobody(vec![1], 1)).run_blocking().output(), &[1]);
    }
}
