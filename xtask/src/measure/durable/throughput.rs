//! Many runs at once: steps a second, and what a step takes of the processor and of the file.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use orch::Orchestrator;

use super::floor::{Floor, Writer};
use super::flows::{Changes, record};
use super::orchestrator;
use crate::measure::{median, print, print_alone};

/// Runs in one sample.
const RUNS: usize = 4_000;

/// Samples of each, ours and the floor's in turns.
const SAMPLES: usize = 3;

/// Steps of a run.
const STEPS: f64 = 5.0;

pub(super) async fn run(folder: &Path) -> io::Result<()> {
    let path = folder.join("throughput.db");
    let orchestrator = orchestrator(&path).await?;
    let floor = Floor::open(&folder.join("throughput-floor.db"))?;
    let (mut cpu, mut floor_cpu) = (Vec::new(), Vec::new());
    let mut next = 0;
    for at_once in [64, 256] {
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..SAMPLES {
            let (start, used) = (Instant::now(), cpu_time()?);
            ours_at_once(&orchestrator, at_once).await?;
            ours.push(rate(start));
            cpu.push(micros_a_step(used)?);
            let (start, used) = (Instant::now(), cpu_time()?);
            floor_at_once(&floor.writer(), at_once, &mut next).await;
            floors.push(rate(start));
            floor_cpu.push(micros_a_step(used)?);
        }
        print(&format!("throughput{at_once}"), median(ours), median(floors), "steps/s");
    }
    print("cpu_per_step_us", median(cpu), median(floor_cpu), "us");
    orchestrator.shutdown(Duration::from_secs(1)).await.map_err(io::Error::other)?;
    drop(orchestrator);
    let steps = (2 * SAMPLES * RUNS) as f64 * STEPS;
    // The file alone: the log before it is reused.
    print_alone("bytes_per_step", std::fs::metadata(&path)?.len() as f64 / steps, "bytes");
    Ok(())
}

fn rate(start: Instant) -> f64 {
    RUNS as f64 * STEPS / start.elapsed().as_secs_f64()
}

fn micros_a_step(before: Duration) -> io::Result<f64> {
    Ok((cpu_time()? - before).as_secs_f64() * 1e6 / (RUNS as f64 * STEPS))
}

async fn ours_at_once(orchestrator: &Orchestrator, at_once: usize) -> io::Result<()> {
    let tasks = (0..at_once).map(|_| {
        let orchestrator = orchestrator.clone();
        tokio::spawn(async move {
            for _ in 0..RUNS / at_once {
                let run = orchestrator.submit(Changes(record(1))).await.map_err(io::Error::other)?;
                run.result().await.map_err(io::Error::other)?;
            }
            Ok(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.map_err(io::Error::other).flatten()?;
    }
    Ok(())
}

async fn floor_at_once(writer: &Writer, at_once: usize, next: &mut i64) {
    let each = (RUNS / at_once) as i64;
    let tasks = (0..at_once).map(|_| {
        let (writer, first) = (writer.clone(), *next);
        *next += each;
        tokio::spawn(async move {
            for run in first..first + each {
                writer.run(run, record(1), 0).await;
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        let _ = task.await;
    }
}

/// What this process has used of the processor.
fn cpu_time() -> io::Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // Behind the name, which may hold anything: state is field 3, user and system time are 14 and 15, in ticks of 10 ms.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3).and_then(|text| text.parse::<u64>().ok());
    let sum = ticks(14).zip(ticks(15)).map(|(user, system)| user + system);
    sum.map(|ticks| Duration::from_millis(ticks * 10)).ok_or_else(|| io::Error::other("/proc/self/stat cannot be read"))
}
