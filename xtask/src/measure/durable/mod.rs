//! What a durable step costs, beside a hand-written writer thread over SQLite with the same settings.

mod child;
mod floor;
mod flows;
mod latency;
mod memory;
mod recovery;
mod throughput;

use std::io;
use std::path::Path;

use orch::{Orchestrator, SqliteStore};

pub(crate) use child::run as run_child;

/// What can be measured by itself.
const PARTS: [&str; 4] = ["latency", "throughput", "recovery", "memory"];

/// Measures these parts, or everything if there is none, one JSON object a line.
pub(crate) fn run(parts: &[&str]) -> io::Result<()> {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        return Err(io::Error::other(format!("there is no part `{unknown}`; there are `{}`", PARTS.join("`, `"))));
    }
    let is_wanted = |part| parts.is_empty() || parts.contains(&part);
    let folder = tempfile::Builder::new().prefix("orch-measure").tempdir_in(target())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if is_wanted("latency") {
        runtime.block_on(latency::run(folder.path()))?;
    }
    if is_wanted("throughput") {
        runtime.block_on(throughput::run(folder.path()))?;
    }
    drop(runtime);
    if is_wanted("recovery") {
        recovery::run(folder.path())?;
    }
    if is_wanted("memory") {
        memory::run(folder.path())?;
    }
    Ok(())
}

/// Where the store's file is put: a temporary directory may be in memory, and that has no disk to wait for.
fn target() -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), std::path::PathBuf::from);
    let _ = std::fs::create_dir_all(&target);
    target
}

/// An orchestrator over a file, which knows all flows that are measured.
async fn orchestrator(path: &Path) -> io::Result<Orchestrator> {
    let store = SqliteStore::open(path).map_err(io::Error::other)?;
    Orchestrator::builder()
        .store(store)
        .max_runs(200_000)
        .register::<flows::Changes>()
        .register::<flows::OneChange>()
        .register::<flows::Quiet>()
        .register::<flows::Halting>()
        .register::<flows::Asking>()
        .start()
        .await
        .map_err(io::Error::other)
}
