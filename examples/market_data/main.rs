//! Twenty years of daily bars through a durable pipeline: parsed or repaired, enriched and searched for anomalies, graded,
//! and stored or reviewed.
//!
//! ```text
//! cargo run --release --example market_data
//! ```
//!
//! Begin with `flow.rs`: it is the whole flow. `agents/` is what its stages do. This file wires them to a file, a reviewer
//! and an output.
#![allow(missing_docs, unreachable_pub, reason = "an example is read, not linked")]

pub mod agents;
pub mod bar;
pub mod cli;
pub mod desk;
pub mod flow;
pub mod output;
pub mod progress;
pub mod reader;

use std::fs;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use futures_util::{Stream, StreamExt, stream};
use orch::{Reports, Resources, Stopped};

use cli::Options;
use desk::Desk;
use flow::MarketData;
use output::Ledger;
use progress::{Progress, Tally};
use reader::{Line, Reader};

/// How many days are under way at once.
const CONCURRENT: usize = 64;

/// What the agents get from outside.
#[derive(Resources)]
pub struct App {
    pub ledger: Arc<Ledger>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match process(&Options::parse()).await {
        Ok(tally) if tally.rejected == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Puts every line of the input through the flow.
async fn process(options: &Options) -> Result<Tally, Error> {
    let (mut reader, app) = open(options)?;
    let progress = Progress::new(reader.size());
    let reports = Reports::new();
    let mut desk = Desk::new(options.review);

    let mut runs = orch::stream(|line: Line| {
        let id = format!("line {}", line.number);
        MarketData(line).id(id)
    })
    .concurrent(CONCURRENT)
    .resources(&app)
    .report(&reports)
    .run_until_parked(lines(&mut reader, &progress))
    .boxed();

    while let Some(run) = runs.next().await {
        let ended = match run {
            Stopped::Ended(run) => Some((run.id, run.result)),
            Stopped::Parked(run) => desk.take(run).await,
        };
        match ended {
            Some((line, Ok(receipt))) => progress.stored(&line, &receipt),
            Some((line, Err(failure))) => progress.rejected(&line, &failure.message),
            None => progress.waiting(),
        }
    }
    drop(runs);

    let tally = progress.finish();
    app.ledger.flush().map_err(|error| Error::Output(options.out.display().to_string(), error))?;
    reader.finish().map_err(|reason| Error::Input(options.input.display().to_string(), reason))?;
    println!("{}\n{desk}{tally}\nrecords: {}", reports.get(), options.out.display());
    Ok(tally)
}

/// Opens both files.
fn open(options: &Options) -> Result<(Reader<io::BufReader<fs::File>>, App), Error> {
    let (input, out) = (&options.input, &options.out);
    let reader = Reader::open(input).map_err(|error| Error::Input(input.display().to_string(), error.into()))?;
    if out.canonicalize().is_ok_and(|out| input.canonicalize().is_ok_and(|input| input == out)) {
        return Err(Error::OntoItself(out.display().to_string()));
    }
    let ledger = Ledger::create(out).map_err(|error| Error::Output(out.display().to_string(), error))?;
    Ok((reader, App { ledger: Arc::new(ledger) }))
}

/// The lines that the reader lets pass. It is asked for one only when a run may start.
fn lines<R: io::BufRead + Send>(reader: &mut Reader<R>, progress: &Progress) -> impl Stream<Item = Line> + Send {
    let next = || {
        let line = reader.next()?;
        progress.read(reader.bytes());
        Some(line)
    };
    let passed = std::iter::from_fn(next).filter_map(|line| match line {
        Ok(line) => Some(line),
        Err(refused) => {
            progress.rejected(&format_args!("line {}", refused.number), &refused.reason);
            None
        }
    });
    stream::iter(passed)
}

/// Why the program gave up.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}: {1}")]
    Input(String, reader::Reason),
    #[error("{0}: {1}")]
    Output(String, io::Error),
    #[error("{0}: the output would replace the input")]
    OntoItself(String),
}
