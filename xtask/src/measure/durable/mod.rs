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

/// Measures everything, one JSON object a line.
pub(crate) fn run() -> io::Result<()> {
    let folder = tempfile::Builder::new().prefix("orch-measure").tempdir_in(target())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        latency::run(folder.path()).await?;
        throughput::run(folder.path()).await
    })?;
    drop(runtime);
    recovery::run(folder.path())?;
    memory::run(folder.path())
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
