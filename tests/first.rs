//! The first flow, end to end.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use orch::{Classify, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    close: f64,
    symbol: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum ParseError {
    #[error("no number: {0}")]
    #[permanent]
    NoNumber(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Grade {
    Clean(Bar),
    Suspicious(String),
}

#[agent(pure)]
async fn parse(line: &str) -> Result<Bar, ParseError> {
    let close = line.parse().map_err(|_| ParseError::NoNumber(line.to_owned()))?;
    Ok(Bar { close, symbol: "SPX".into() })
}

#[agent(pure)]
async fn repair(_line: &str, failed: orch::Failed<ParseError>) -> Result<Bar, ParseError> {
    match failed.error {
        Some(ParseError::NoNumber(text)) if text.starts_with('~') => {
            Ok(Bar { close: text[1..].parse().unwrap_or(0.0), symbol: "fixed".into() })
        }
        Some(error) => Err(error),
        None => Err(ParseError::NoNumber("?".into())),
    }
}

#[agent(pure)]
async fn double(close: f64) -> f64 {
    close * 2.0
}

#[agent(pure)]
async fn grade(bar: &Bar, twice: f64) -> Grade {
    if twice > 100.0 { Grade::Suspicious(format!("{} is high", bar.close)) } else { Grade::Clean(bar.clone()) }
}

#[agent(idempotent)]
async fn store(bar: Bar) -> String {
    format!("stored {} {}", bar.symbol, bar.close)
}

#[agent(idempotent)]
async fn report(text: String) -> String {
    format!("reported {text}")
}

pipeline! {
    /// The first flow.
    pub First(line: String) -> String {
        let bar = parse(&line)
            .or_else(|failed| repair(&line, failed))
            .await?;
        let twice = double(bar.close).await?;
        match grade(&bar, twice).await? {
            Grade::Clean(record) => store(record).await?,
            Grade::Suspicious(why) => report(why).await?,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn it_runs() {
    assert_eq!(First("12".into()).run().await.unwrap(), "stored SPX 12");
    assert_eq!(First("~12".into()).run().await.unwrap(), "stored fixed 12");
    assert_eq!(First("120".into()).run().await.unwrap(), "reported 120 is high");
    let failure = First("x".into()).run().await.unwrap_err();
    assert_eq!(failure.stage, "First/repair");
}

#[tokio::test(start_paused = true)]
async fn a_launch_is_a_future_itself() {
    assert_eq!(First("12".into()).await.unwrap(), "stored SPX 12");
    assert_eq!(tokio::spawn(First("12".into())).await.unwrap().unwrap(), "stored SPX 12");
    let mut launch = First("120".into());
    assert_eq!((&mut launch).await.unwrap(), "reported 120 is high");
}

#[tokio::test(start_paused = true)]
async fn it_replays() {
    for seed in 0..20 {
        for (line, result) in [("12", "stored SPX 12"), ("~12", "stored fixed 12"), ("120", "reported 120 is high")] {
            let replayed = orch_testing::replay::Replay::new(seed).run(First(line.into())).await.unwrap();
            assert_eq!(*replayed.result.unwrap(), result);
        }
    }
}
