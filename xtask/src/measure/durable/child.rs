//! Measurements that need a process of their own: one that is killed, and ones whose memory is looked at.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use orch::Orchestrator;
use orch::store::{RunFilter, RunStatus};

use super::flows::{Asking, Halting, record};
use super::orchestrator;

/// Set in a process whose runs shall stop after two of five steps.
pub(super) const HALT: &str = "ORCH_MEASURE_HALT";

static HALTED: AtomicUsize = AtomicUsize::new(0);

/// A run has stopped.
pub(super) fn halted() {
    HALTED.fetch_add(1, Ordering::SeqCst);
}

/// Starts this program once more. When it is ready it says so.
pub(super) fn start(words: &[&str], halt: bool) -> io::Result<(Child, String)> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["measure", "durable-child"]).args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    if halt {
        command.env(HALT, "1");
    }
    let mut child = command.spawn()?;
    let output = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok((child, line.trim().to_owned()))
}

/// The child's side: does as told, says what it has to say, and waits to be killed.
pub(crate) fn run(words: &[&str]) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let said = match words {
        ["halt", path, runs] => runtime.block_on(halt(Path::new(path), number(runs)?))?,
        // For profiling: what `measure durable` does with the file that a halted process left.
        ["recover", path, runs] => {
            let took = runtime.block_on(super::recovery::ours(Path::new(path), number(runs)?))?;
            println!("{took}");
            return Ok(());
        }
        ["park", path, runs] => runtime.block_on(park(Path::new(path), number(runs)?))?,
        _ => return Err(io::Error::other("it is started by `measure durable`")),
    };
    println!("{said}");
    io::stdout().flush()?;
    let mut rest = String::new();
    io::stdin().read_line(&mut rest)?;
    Ok(())
}

fn number(word: &str) -> io::Result<usize> {
    word.parse().map_err(io::Error::other)
}

/// Submits so many runs, and waits until each has recorded two of five steps.
async fn halt(path: &Path, runs: usize) -> io::Result<String> {
    let orchestrator = orchestrator(path).await?;
    submit(runs, |id| {
        let submitted = orchestrator.submit(Halting(record(1))).id(format!("{id}"));
        async move { submitted.await.map(drop).map_err(io::Error::other) }
    })
    .await?;
    while HALTED.load(Ordering::SeqCst) < runs {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // The orchestrator lives until the process is killed.
    std::mem::forget(orchestrator);
    Ok("halted".to_owned())
}

/// Parks so many runs on a signal, and tells the memory of the process before and after.
async fn park(path: &Path, runs: usize) -> io::Result<String> {
    let orchestrator = orchestrator(path).await?;
    let before = resident_kib()?;
    submit(runs, |id| {
        let submitted = orchestrator.submit(Asking(record(1))).id(format!("{id}"));
        async move { submitted.await.map(drop).map_err(io::Error::other) }
    })
    .await?;
    while parked(&orchestrator).await? < runs as u64 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let after = resident_kib()?;
    std::mem::forget(orchestrator);
    Ok(format!("{before} {after}"))
}

async fn parked(orchestrator: &Orchestrator) -> io::Result<u64> {
    let running = RunFilter { status: vec![RunStatus::Running], limit: 1, ..RunFilter::default() };
    if !orchestrator.runs(running).await.map_err(io::Error::other)?.is_empty() {
        return Ok(0);
    }
    let stats = orchestrator.stats().await.map_err(io::Error::other)?;
    Ok(stats.runs.iter().filter(|(status, _)| *status == RunStatus::Parked).map(|(_, count)| count).sum())
}

/// Calls `one` for each number, 256 at once.
async fn submit<F: Future<Output = io::Result<()>>>(runs: usize, one: impl Fn(usize) -> F) -> io::Result<()> {
    use futures_util::{StreamExt, TryStreamExt, stream};
    stream::iter(0..runs).map(one).buffer_unordered(256).try_for_each(|()| std::future::ready(Ok(()))).await
}

/// The memory that the process holds.
fn resident_kib() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kib.ok_or_else(|| io::Error::other("/proc/self/status cannot be read"))
}
