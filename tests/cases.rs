//! Two cases by name: what a flow is for, told from end to end.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use orch::{Class, Classify, Context, Failed, FailureKind, Resources, agent, pipeline};
use orch_testing::Flow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

#[path = "../examples/market_data/main.rs"]
#[allow(dead_code, reason = "its `main` is run as a program")]
mod market_data;

use market_data::App;
use market_data::agents::storing::StoreError;
use market_data::agents::{Verdict, store};
use market_data::bar::Repair;
use market_data::flow::MarketData;
use market_data::output::Ledger;
use market_data::reader::{Line, Reader};

/// Quiet days, and a last line of which everything is asked.
fn line_after_quiet_days(last: &str) -> Line {
    let quiet = |day: u32| format!("2000-01-{day:02},100,103,99,{},100,1000\n", 100 + day % 2);
    let text: String = (1..=20).map(quiet).chain([last.to_owned()]).collect();
    Reader::new(text.as_bytes()).last().expect("a line").expect("a line that the reader lets pass")
}

fn app(name: &str) -> (App, PathBuf) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    (App { ledger: Arc::new(Ledger::create(&path).expect("a file")) }, path)
}

#[tokio::test(start_paused = true)]
async fn market_data_through_validation_enrichment_and_storage_with_error_handling() {
    let (app, path) = app("cases_market_data.jsonl");

    // A good day is validated, enriched and stored; the two analyses look at it side by side.
    let good = line_after_quiet_days("2000-01-21,100,103,99,101,101,1000");
    let (receipt, report) = MarketData(good).id("good").resources(&app).run_with_report().await;
    assert!(!receipt.expect("stored").reviewed);
    let stages: Vec<&str> = report.stages.keys().filter_map(|path| path.strip_prefix("MarketData/")).collect();
    assert_eq!(stages, ["Clean/store", "detect", "enrich", "grade", "parse"]);

    // What is wrong and can be mended goes through the error handler, and on.
    let mended = line_after_quiet_days("2000-01-22,100,99,103,101,,1000");
    let receipt = MarketData(mended).id("mended").resources(&app).run().await.expect("stored");
    assert_eq!(receipt.complaint.as_deref(), Some("adjclose is missing"));
    assert_eq!(receipt.repairs, [Repair::AdjcloseTakenFromClose, Repair::HighAndLowSwapped]);

    // What cannot be mended ends its run, with stage, reason and class; nothing is stored.
    let hopeless = line_after_quiet_days("2000-01-23,one hundred,103,99,101,101,1000");
    let failure = MarketData(hopeless).id("hopeless").resources(&app).run().await.expect_err("rejected");
    assert_eq!((failure.stage.as_str(), failure.class), ("MarketData/repair", Class::Permanent));
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Error, "open `one hundred` is no number"));

    // A suspicious day waits for a person, who lets it pass or not.
    for (id, verdict) in [("let pass", Verdict::Accepted), ("held back", Verdict::Rejected)] {
        let wild = line_after_quiet_days("2000-01-24,101,140,100,140,140,9000");
        let run = MarketData(wild).id(id).resources(&app).start();
        run.stopped().await;
        let [wait] = run.waits().try_into().expect("it waits for one thing");
        assert_eq!((wait.path.as_str(), wait.signal), ("MarketData/Suspicious/review", Some("review")));
        run.review(verdict).await.expect("it waits");
        match (verdict, run.into_result().await) {
            (Verdict::Accepted, Ok(receipt)) => assert!(receipt.reviewed),
            (Verdict::Rejected, Err(failure)) => assert!(failure.message.starts_with("rejected by the reviewer: ")),
            (verdict, result) => panic!("{verdict:?}: {result:?}"),
        }
    }

    // Nobody comes: the wait ends by itself.
    let wild = line_after_quiet_days("2000-01-25,101,140,100,140,140,9000");
    let failure = MarketData(wild).id("nobody").resources(&app).run().await.expect_err("no review");
    assert_eq!((failure.stage.as_str(), failure.kind), ("MarketData/Suspicious/review", FailureKind::TimedOut));

    // An output that is out of order for a moment is tried again.
    let good = || MarketData(line_after_quiet_days("2000-01-26,100,103,99,101,101,1000")).resources(&app);
    let full = || Err(StoreError::Io(io::Error::other("disk full")));
    let tested = Flow::test(good()).on::<store>([full(), full(), Ok(receipt)]).run().await;
    assert!(tested.result().is_ok());
    assert!(tested.path().ends_with(&["grade", "Clean/store~", "Clean/store~", "Clean/store"].map(String::from)));
    let tested = Flow::test(good()).on::<store>([full(), full(), full()]).run().await;
    assert_eq!((tested.failure().message.as_str(), tested.failure().attempts), ("cannot write: disk full", 3));

    app.ledger.flush().expect("written");
    let records = std::fs::read_to_string(path).expect("records");
    let records: Vec<Value> = records.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let stored: Vec<_> = records.iter().map(|record| (&record["date"], &record["review"])).collect();
    let (date, pass) = (|day: u32| Value::from(format!("2000-01-{day}")), Value::from("accepted"));
    assert_eq!(stored, [(&date(21), &Value::Null), (&date(22), &Value::Null), (&date(24), &pass)]);
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: u32,
}

/// What becomes of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    Valid(Order),
    ByHand { order: Order, attempts: u32, said: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum ValidationError {
    #[error("the rules are being reloaded")]
    #[transient]
    Reloading,
    #[error("order {0} breaks a rule")]
    #[permanent]
    Broken(u32),
}

/// Rules that are there from the n-th question on.
#[derive(Debug)]
pub struct Rules {
    ready_at: u32,
    asked: AtomicU32,
}

#[derive(Debug, Resources)]
pub struct Office {
    rules: Arc<Rules>,
}

/// Checks an order. The first call counts: four attempts are three retries.
#[agent(reads, timeout = 1s, retry(attempts = 4, backoff = exponential(100ms, max = 1s), jitter = none))]
async fn validate(order: &Order, #[resource] rules: &Rules, cx: &Context) -> Result<Decision, ValidationError> {
    let asked = rules.asked.fetch_add(1, Ordering::Relaxed) + 1;
    assert_eq!(cx.attempt(), asked, "each attempt knows which it is");
    match order.id {
        0 => Err(ValidationError::Broken(order.id)),
        _ if asked < rules.ready_at => Err(ValidationError::Reloading),
        _ => Ok(Decision::Valid(order.clone())),
    }
}

/// Puts what could not be validated on somebody's desk.
#[agent(pure)]
async fn hand_over(order: &Order, failed: Failed<ValidationError>) -> Decision {
    let said = failed.error.as_ref().map_or_else(|| failed.message.clone(), |error| format!("{error:?}"));
    Decision::ByHand { order: order.clone(), attempts: failed.attempts, said }
}

pipeline! {
    /// An order, validated or on somebody's desk.
    pub Intake(order: Order) -> Decision {
        validate(&order).or_else(|failed| hand_over(&order, failed)).await?
    }
}

/// What becomes of an order, how often the rules were asked, and how long it took.
async fn intake(id: u32, ready_at: u32) -> (Decision, u32, Duration) {
    let office = Office { rules: Arc::new(Rules { ready_at, asked: AtomicU32::new(0) }) };
    let start = Instant::now();
    let decision = Intake(Order { id }).resources(&office).run().await.expect("a decision");
    (decision, office.rules.asked.load(Ordering::Relaxed), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn validator_is_retried_three_times_and_then_handed_to_the_error_handler() {
    let order = Order { id: 7 };
    let waits = Duration::from_millis(100 + 200 + 400);

    // The rules never come: one call and three retries, then the error handler, which sees the error and the count.
    let (decision, asked, took) = intake(7, 99).await;
    assert_eq!(decision, Decision::ByHand { order: order.clone(), attempts: 4, said: "Reloading".into() });
    assert_eq!(asked, 4);
    assert!((waits..waits + Duration::from_millis(10)).contains(&took), "{took:?}");

    // They come with the last retry: the error handler is not asked.
    let (decision, asked, _) = intake(7, 4).await;
    assert_eq!((decision, asked), (Decision::Valid(order), 4));

    // What will not pass is not tried again.
    let (decision, asked, took) = intake(0, 1).await;
    let by_hand = Decision::ByHand { order: Order { id: 0 }, attempts: 1, said: "Broken(0)".into() };
    assert_eq!((decision, asked), (by_hand, 1));
    assert!(took < Duration::from_millis(10), "{took:?}");

    // The same, told as the way that the run took.
    let office = Office { rules: Arc::new(Rules { ready_at: 1, asked: AtomicU32::new(0) }) };
    let tested = Flow::test(Intake(Order { id: 7 }).resources(&office))
        .on::<validate>([(); 4].map(|()| Err(ValidationError::Reloading)))
        .run()
        .await;
    tested.assert_path(["validate~", "validate~", "validate~", "validate!", "hand_over"]);
    assert_eq!(tested.elapsed(), waits);
}
