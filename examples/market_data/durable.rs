//! The days as durable runs in one file: killed at any time and started again, the program goes on where it was.
//!
//! Each day is a run under its date, so submitting it again gives the run that is there, ended or not. Nothing here asks what
//! was done before: the store knows.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use orch::store::Store;
use orch::{Failure, FailureKind, Orchestrator, Origin, RunHandle, SqliteStore, SubmitError};
use tokio::time::timeout;

use super::agents::Receipt;
use super::cli::{Options, Review};
use super::flow::MarketData;
use super::output::Ledger;
use super::progress::{Progress, Tally};
use super::reader::Line;
use super::{App, Error, lines, open};

/// How many days are under way at once. They share the waits for the disk.
const CONCURRENT: usize = 512;

/// How long attempts may take to end after Ctrl-C.
const GRACE: Duration = Duration::from_secs(5);

/// How long a day may take before somebody looks whether it waits for a review.
const LOOK: Duration = Duration::from_millis(200);

/// Puts every line of the input through the flow, each as a run in this file.
pub(crate) async fn process(options: &Options, db: &Path) -> Result<Tally, Error> {
    let broken = |error| Error::Store(db.display().to_string(), error);
    let mut reader = open(options)?;
    let store = SqliteStore::open(db).map_err(broken)?;
    let app = App { ledger: Arc::new(ledger(&store, options).await?) };
    let (orchestrator, found) = Orchestrator::builder()
        .store(store)
        .resources(app.clone())
        .register::<MarketData>()
        .max_runs(CONCURRENT)
        .start_with_report()
        .await?;
    if found.resumed + found.parked > 0 {
        eprintln!("going on: {} days were under way, {} wait", found.resumed, found.parked);
    }

    let progress = Progress::new(reader.size());
    let desk = Desk { orchestrator: &orchestrator, app: &app, review: options.review };
    let mut waiting = Waiting::default();
    let mut days = lines(&mut reader, &progress)
        .map(|line| desk.day(line))
        .buffer_unordered(CONCURRENT)
        .take_until(Box::pin(tokio::signal::ctrl_c()));
    let mut failed = None;
    while let Some((line, ended)) = days.next().await {
        match ended {
            Day::Stored(receipt) => progress.stored(&line, &receipt),
            Day::Rejected(reason) => progress.rejected(&line, &reason),
            Day::Waits(id) => {
                progress.waiting();
                waiting.0.push(id);
            }
            Day::Broken(reason) => {
                failed = Some(Error::Broken(reason));
                break;
            }
        }
    }
    let stopped = days.take_result().map(|_| Error::Stopped);
    drop(days);

    let tally = progress.finish();
    orchestrator.shutdown(GRACE).await.map_err(broken)?;
    if let Some(error) = failed.or(stopped) {
        println!("{tally} so far");
        return Err(error);
    }
    reader.finish().map_err(|reason| Error::Input(options.input.display().to_string(), reason))?;
    println!("{waiting}{tally}\nrecords: {}\nruns: {}", options.out.display(), db.display());
    Ok(tally)
}

/// The output: a new one for a new file of runs; else the one that these runs have begun.
async fn ledger(store: &SqliteStore, options: &Options) -> Result<Ledger, Error> {
    let stats = store.stats().await.map_err(|error| Error::Broken(error.to_string()))?;
    let out = &options.out;
    if stats.runs.is_empty() {
        std::fs::write(out, "").map_err(|error| Error::Output(out.display().to_string(), error))?;
    }
    Ledger::go_on(out).map_err(|error| Error::Output(out.display().to_string(), error))
}

/// Submits days, answers those that wait for a review, and sees them to their end.
struct Desk<'a> {
    orchestrator: &'a Orchestrator,
    app: &'a App,
    review: Review,
}

/// What became of a day.
enum Day {
    Stored(Arc<Receipt>),
    Rejected(String),
    /// It waits for a review; this is its id.
    Waits(String),
    /// The store failed: nothing is known of this day or any other.
    Broken(String),
}

impl Desk<'_> {
    /// One day, from its line to its end, with the name of the line.
    async fn day(&self, line: Line) -> (String, Day) {
        let (name, day) = (format!("line {}", line.number), line.day());
        let id = day.map_or_else(|| name.clone(), |day| day.to_string());
        let run = match self.orchestrator.submit(MarketData(line)).id(id).await {
            Ok(run) => run,
            Err(SubmitError::Store(error)) => return (name, Day::Broken(error.to_string())),
            Err(refused) => return (name, Day::Rejected(refused.to_string())),
        };
        let ended = match self.end(&run).await {
            None => Day::Waits(run.id().to_owned()),
            Some(Ok(_)) if !day.is_some_and(|day| self.app.ledger.has(day)) => {
                Day::Rejected("it was stored in another output; each file of runs belongs to one".to_owned())
            }
            Some(Ok(receipt)) => Day::Stored(receipt),
            Some(Err(failure)) => unsaved(&run, failure).await,
        };
        (name, ended)
    }

    /// How the run ends; none if it waits for a review and nobody gives one.
    async fn end(&self, run: &RunHandle<MarketData>) -> Option<Result<Arc<Receipt>, Failure>> {
        loop {
            if let Ok(ended) = timeout(LOOK, run.result()).await {
                return Some(ended);
            }
            let waits = run.record().await.map(|record| record.waits).unwrap_or_default();
            if waits.iter().any(|wait| wait.signal.as_deref() == Some("review")) {
                let verdict = self.review.verdict()?;
                // A run that has ended meanwhile needs no answer: its result says why.
                let _ = run.acting(Origin::of("the desk")).review(verdict).await;
                return Some(run.result().await);
            }
        }
    }
}

/// A failure that ended the run, or the end of all of them.
async fn unsaved(run: &RunHandle<MarketData>, failure: Failure) -> Day {
    let has_ended = run.record().await.is_ok_and(|record| record.status.has_ended());
    match failure.kind {
        FailureKind::Interrupted if !has_ended => Day::Broken(failure.message),
        _ => Day::Rejected(failure.message),
    }
}

/// The days that wait for a review.
#[derive(Default)]
struct Waiting(Vec<String>);

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            0 => Ok(()),
            days => writeln!(f, "{days} days wait for `review`: {}", self.0.join(", ")),
        }
    }
}
