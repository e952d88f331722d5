//! One run at a time: how long it waits for the disk.

use std::io;
use std::path::Path;
use std::time::Instant;

use orch::__private::Durable;
use orch::{Launch, Orchestrator};

use super::floor::{Floor, Writer};
use super::flows::{Changes, OneChange, Quiet, Record, record};
use super::orchestrator;
use crate::measure::{median, print};

/// Runs of each, ours and the floor's in turns.
const RUNS: usize = 400;

/// Waits for the disk of a run of five steps at the floor: its acceptance, and each step.
const WAITS: f64 = 6.0;

pub(super) async fn run(folder: &Path) -> io::Result<()> {
    let orchestrator = orchestrator(&folder.join("latency.db")).await?;
    let floor = Floor::open(&folder.join("latency-floor.db"))?;
    let writer = floor.writer();
    let mut next = 0;
    compare("step_all_changes", WAITS, &orchestrator, &writer, &mut next, Changes).await?;
    compare("run5_all_changes_ms", 1.0, &orchestrator, &writer, &mut next, Changes).await?;
    compare("run5_one_change_ms", 1.0, &orchestrator, &writer, &mut next, OneChange).await?;
    compare("run5_quiet_ms", 1.0, &orchestrator, &writer, &mut next, Quiet).await?;
    orchestrator.shutdown(std::time::Duration::from_secs(1)).await.map_err(io::Error::other)
}

async fn compare<P: Durable<Output = Record>>(
    measure: &str,
    parts: f64,
    orchestrator: &Orchestrator,
    floor: &Writer,
    next: &mut i64,
    launch: impl Fn(Record) -> Launch<P>,
) -> io::Result<()> {
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        *next += 1;
        let start = Instant::now();
        let run = orchestrator.submit(launch(record(1))).await.map_err(io::Error::other)?;
        let output = run.result().await.map_err(io::Error::other)?;
        ours.push(start.elapsed().as_secs_f64() * 1e3 / parts);
        assert_eq!(output.id, 6, "five steps add five");
        let start = Instant::now();
        assert_eq!(floor.run(*next, record(1), 0).await.id, 6, "five steps add five");
        floors.push(start.elapsed().as_secs_f64() * 1e3 / parts);
    }
    if measure == "step_all_changes" {
        let (p99, floor_p99) = (percentile(&ours, 0.99), percentile(&floors, 0.99));
        print("step_all_changes_p99", p99, floor_p99, "ms");
    }
    print(measure, median(ours), median(floors), "ms");
    Ok(())
}

fn percentile(samples: &[f64], share: f64) -> f64 {
    let mut samples = samples.to_vec();
    samples.sort_by(f64::total_cmp);
    samples[((samples.len() - 1) as f64 * share) as usize]
}
