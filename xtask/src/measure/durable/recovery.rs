//! Recovery: so many runs were killed after two of five steps; from the start of a new process's orchestrator to the end of all.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use orch::store::{RunFilter, RunStatus};

use super::floor::{self, Floor};
use super::flows::record;
use super::{child, orchestrator};
use crate::measure::print;

/// How many runs have come to their last step.
pub(super) static LAST: AtomicUsize = AtomicUsize::new(0);

pub(super) fn run(folder: &Path) -> io::Result<()> {
    for (measure, runs) in [("recovery_1000_ms", 1_000), ("recovery_100k_ms", 100_000)] {
        let path = folder.join(format!("recovery-{runs}.db"));
        let words = ["halt", path.to_str().unwrap_or_default(), &runs.to_string()];
        let (mut killed, said) = child::start(&words, true)?;
        killed.kill()?;
        killed.wait()?;
        if said != "halted" {
            return Err(io::Error::other(format!("the process that was to be killed said {said:?}")));
        }
        let floor_path = folder.join(format!("recovery-floor-{runs}.db"));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let ours = runtime.block_on(ours(&path, runs))?;
        let floor = runtime.block_on(by_hand(&floor_path, runs))?;
        print(measure, ours, floor, "ms");
    }
    Ok(())
}

/// Milliseconds from the start of an orchestrator to the end of all runs.
pub(super) async fn ours(path: &Path, runs: usize) -> io::Result<f64> {
    LAST.store(0, Ordering::Relaxed);
    let start = Instant::now();
    let orchestrator = orchestrator(path).await?;
    // The store is asked only when it cannot be long any more: a question costs what it looks through.
    while LAST.load(Ordering::Relaxed) < runs {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let running = RunFilter { status: vec![RunStatus::Running], limit: 1, ..RunFilter::default() };
    while !orchestrator.runs(running.clone()).await.map_err(io::Error::other)?.is_empty() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let took = start.elapsed();
    let stats = orchestrator.stats().await.map_err(io::Error::other)?;
    if stats.runs != [(RunStatus::Succeeded, runs as u64)] {
        return Err(io::Error::other(format!("not all {runs} runs succeeded: {:?}", stats.runs)));
    }
    Ok(took.as_secs_f64() * 1e3)
}

/// The floor does the same: it reads how far each run came, and makes the steps that are missing.
async fn by_hand(path: &Path, runs: usize) -> io::Result<f64> {
    let floor = Floor::open(path)?;
    let seeded = (0..runs as i64).map(|run| {
        let writer = floor.writer();
        tokio::spawn(async move { writer.start(run, record(1), 3).await })
    });
    try_join_all(seeded.collect::<Vec<_>>()).await.map_err(io::Error::other)?;
    drop(floor);
    let start = Instant::now();
    let recorded = floor::recorded(path).map_err(io::Error::other)?;
    let floor = Floor::open(path)?;
    let resumed = recorded.into_iter().map(|(run, seq, record)| {
        let writer = floor.writer();
        tokio::spawn(async move { writer.run(run, record, seq + 1).await })
    });
    try_join_all(resumed.collect::<Vec<_>>()).await.map_err(io::Error::other)?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
