//! The days as runs in memory: as fast as it goes, and gone with the process.

use std::sync::Arc;

use futures_util::StreamExt;
use orch::{Reports, Stopped};

use super::cli::Options;
use super::desk::Desk;
use super::flow::MarketData;
use super::output::Ledger;
use super::progress::{Progress, Tally};
use super::reader::Line;
use super::{App, Error, lines, open};

/// How many days are under way at once.
const CONCURRENT: usize = 64;

/// Puts every line of the input through the flow.
pub(crate) async fn process(options: &Options) -> Result<Tally, Error> {
    let mut reader = open(options)?;
    let ledger =
        Ledger::create(&options.out).map_err(|error| Error::Output(options.out.display().to_string(), error))?;
    let app = App { ledger: Arc::new(ledger) };
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
