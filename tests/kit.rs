//! The testing kit, as its users write it.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::time::Duration;

use orch::{Classify, agent, pipeline};
use orch_testing::{Flow, Scripted};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue timed out")]
    #[transient]
    Timeout,
    #[error("no such symbol")]
    #[permanent]
    UnknownSymbol,
}

#[agent(reads, timeout = 2s, retry(attempts = 3, backoff = constant(1s), jitter = none))]
async fn fetch_quote(symbol: &str) -> Result<u64, QuoteError> {
    unreachable!("{symbol} is scripted")
}

#[agent(pure)]
async fn last_known(symbol: &str) -> Result<u64, QuoteError> {
    if symbol == "SPX" { Ok(7) } else { Err(QuoteError::UnknownSymbol) }
}

#[agent(idempotent)]
async fn store(quote: u64, verdict: String) -> String {
    format!("{quote} {verdict}")
}

pipeline! {
    pub Quote(symbol: String) -> String {
        let quote = fetch_quote(&symbol).or_else(|_| last_known(&symbol)).await?;
        let verdict = signal::<String>("review").timeout(1h).await?;
        store(quote, verdict).await?
    }

    pub Prices(symbols: Vec<String>) -> Vec<u64> {
        for symbol in each(symbols) {
            fetch_quote(&symbol).or_else(|_| last_known(&symbol)).await?
        }
    }

    pub Quotes(symbols: Vec<String>) -> Vec<String> {
        for symbol in each(symbols) {
            Quote(symbol).await?
        }
    }
}

#[tokio::test(start_paused = true)]
async fn outcomes_are_scripted_per_attempt() {
    let tested = Flow::test(Quote("SPX".into()))
        .on::<fetch_quote>([Err(QuoteError::Timeout), Ok(12)])
        .signal("review", "fine")
        .run()
        .await;
    assert_eq!(tested.output(), "12 fine");
    tested.assert_path(["fetch_quote~", "fetch_quote", "review", "store"]);
    assert_eq!(tested.attempts("fetch_quote"), 2);
    assert_eq!(tested.elapsed(), Duration::from_secs(1));
}

#[test]
fn the_validator_gives_up_and_the_fallback_takes_over() {
    let tested = Flow::test(Quote("SPX".into()))
        .on::<fetch_quote>([Scripted::Hang, Err(QuoteError::Timeout).into(), Err(QuoteError::UnknownSymbol).into()])
        .signal("review", "late")
        .run_blocking();
    assert_eq!(tested.output(), "7 late");
    assert!(tested.took("last_known"));
    tested.assert_path(["fetch_quote~", "fetch_quote~", "fetch_quote!", "last_known", "review", "store"]);
}

#[test]
fn a_panic_fails_the_stage_and_not_the_process() {
    let tested = Flow::test(Quote("SPX".into()))
        .on::<fetch_quote>([Scripted::Panic("boom".into())])
        .signal("review", "fine")
        .run_blocking();
    tested.assert_path(["fetch_quote!", "last_known", "review", "store"]);
}

#[test]
fn a_signal_that_does_not_come_fails_the_run() {
    let error = Err(QuoteError::UnknownSymbol);
    let tested = Flow::test(Quote("DAX".into())).on::<fetch_quote>([error]).run_blocking();
    assert_eq!(tested.failure().stage, "Quote/last_known");
    let tested = Flow::test(Quote("SPX".into())).on::<fetch_quote>([Ok(1)]).run_blocking();
    assert_eq!(tested.failure().stage, "Quote/review");
    assert_eq!(tested.elapsed(), Duration::from_secs(3600));
}

#[test]
fn stages_of_one_agent_are_scripted_apart() {
    let tested = Flow::test(Quotes(vec!["A".into(), "B".into()]))
        .on::<Quote>([Ok("first".to_string()), Ok("second".to_string())])
        .run_blocking();
    let mut output = tested.output().clone();
    output.sort();
    assert_eq!(output, ["first", "second"]);
    let tested = Flow::test(Quotes(vec!["A".into(), "B".into()]))
        .on_stage::<Quote>("symbol[1]/Quote", [Ok("b".to_string())])
        .on_stage::<Quote>("symbol[0]/Quote", [Ok("a".to_string())])
        .run_blocking();
    assert_eq!(tested.output(), &["a", "b"]);
}

#[test]
fn an_attempt_takes_one_answer() {
    for seed in 0..20 {
        let tested = Flow::test(Prices(vec!["SPX".into(); 9]))
            .on::<fetch_quote>([1; 8].map(Ok))
            .on_stage::<fetch_quote>("symbol[4]/fetch_quote", [Scripted::Hang, Scripted::Hang, Scripted::Hang])
            .seed(seed)
            .run_blocking();
        assert_eq!(tested.output(), &[1, 1, 1, 1, 7, 1, 1, 1, 1]);
        assert_eq!(tested.attempts("symbol[4]/fetch_quote"), 3);
    }
}

#[test]
#[should_panic(expected = "the script of `fetch_quote` is used up, and it is called once more at Quote/fetch_quote")]
fn a_script_that_is_used_up_is_a_failed_test() {
    let _ = Flow::test(Quote("SPX".into())).on::<fetch_quote>([Err(QuoteError::Timeout)]).run_blocking();
}
