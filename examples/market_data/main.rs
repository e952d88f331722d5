//! Twenty years of daily bars through a durable pipeline: parsed or repaired, enriched and searched for anomalies, graded,
//! and stored or reviewed.
//!
//! ```text
//! cargo run --release --example market_data                  # in memory
//! cargo run --release --example market_data -- --db days.db  # kill it and start it again: it goes on
//! ```
//!
//! Begin with `flow.rs`: it is the whole flow. `agents/` is what its stages do. `in_memory.rs` and `durable.rs` wire them to a
//! file, a reviewer and an output.
#![allow(missing_docs, unreachable_pub, reason = "an example is read, not linked")]

pub mod agents;
pub mod bar;
pub mod cli;
pub mod desk;
pub mod durable;
pub mod flow;
pub mod in_memory;
pub mod output;
pub mod progress;
pub mod reader;

use std::fs;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use futures_util::{Stream, stream};
use orch::Resources;

use cli::Options;
use output::Ledger;
use progress::Progress;
use reader::{Line, Reader};

/// What the agents get from outside.
#[derive(Clone, Resources)]
pub struct App {
    pub ledger: Arc<Ledger>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let ended = match &options.db {
        None => in_memory::process(&options).await,
        Some(db) => durable::process(&options, db).await,
    };
    match ended {
        Ok(tally) if tally.rejected == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(if matches!(error, Error::Stopped) { 3 } else { 2 })
        }
    }
}

/// Opens the input, which must not be the output.
fn open(options: &Options) -> Result<Reader<io::BufReader<fs::File>>, Error> {
    let (input, out) = (&options.input, &options.out);
    let reader = Reader::open(input).map_err(|error| Error::Input(input.display().to_string(), error.into()))?;
    if out.canonicalize().is_ok_and(|out| input.canonicalize().is_ok_and(|input| input == out)) {
        return Err(Error::OntoItself(out.display().to_string()));
    }
    Ok(reader)
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
pub enum Error {
    #[error("{0}: {1}")]
    Input(String, reader::Reason),
    #[error("{0}: {1}")]
    Output(String, io::Error),
    #[error("{0}: the output would replace the input")]
    OntoItself(String),
    #[error("{0}: {1}")]
    Store(String, orch::store::StoreError),
    #[error(transparent)]
    Start(#[from] orch::StartError),
    #[error("nothing more can be recorded: {0}")]
    Broken(String),
    #[error("stopped; the same command goes on")]
    Stopped,
}
