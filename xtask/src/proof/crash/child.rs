//! The process that is killed.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crash_mix::agents::App;
use crash_mix::cases::{Case, all, register};
use crash_mix::session::{Ack, Acks, bring};
use crash_mix::witness::Book;
use orch::{Orchestrator, SqliteStore};

use super::ROUNDS;
use super::place::Place;
use crate::Done;

/// The runs that share one store.
pub(super) fn cases(seed: u64) -> Vec<Case> {
    (0..ROUNDS).flat_map(|round| all(1 + (seed % 50) * ROUNDS + round)).collect()
}

/// Whether another process sends a run its signals: every other one.
pub(super) fn is_sent_by_another(case: &Case, seed: u64) -> bool {
    !case.letters.is_empty()
        && (seed + case.id.len() as u64 + u64::from(case.id.as_bytes()[case.id.len() - 1])).is_multiple_of(2)
}

/// Drives all runs to their ends, if it lives so long.
pub(crate) fn run(words: &[&str]) -> Done {
    let [directory, seed] = words else { return Err("a directory and a seed are wanted".into()) };
    let (place, seed) = (Place::new(Path::new(directory)), seed.parse()?);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_time().build()?;
    runtime.block_on(drive(place, seed))
}

async fn drive(place: Place, seed: u64) -> Done {
    let app = App::new(Arc::new(Book::open(&place.calls())?), Duration::from_millis(6));
    let builder = Orchestrator::builder()
        .store(SqliteStore::open(place.store())?)
        .poll_every(Duration::from_millis(20))
        .crash_limit(1_000_000);
    let orchestrator = register(builder.resources(app)).start().await?;
    let book = Book::open(&place.acks())?;
    let acks: Acks = Arc::new(move |ack: Ack| book.add(&ack));
    let mut runs = tokio::task::JoinSet::new();
    for case in cases(seed) {
        let (orchestrator, acks) = (orchestrator.clone(), Arc::clone(&acks));
        runs.spawn(async move { bring(&orchestrator, &case, !is_sent_by_another(&case, seed), &acks).await });
    }
    while let Some(ended) = runs.join_next().await {
        ended??;
    }
    orchestrator.shutdown(Duration::from_secs(1)).await?;
    Ok(())
}
