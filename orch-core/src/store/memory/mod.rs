//! A store in memory, for tests, for simulations and for runs that need not outlive their process.

mod claim;
mod run;
mod tables;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::tables::Tables;
use super::{Answer, Entry, Letter, Pause, RunFilter, RunKey, RunRecord, Stats, Store, StoreError, StoreFuture, Write};
use crate::Timestamp;

/// A store in memory. Clones are the same store, so that one can be kept at hand while an engine has another.
///
/// It is deterministic: what it answers follows from what was written, in that order. Every future of it is ready at once.
/// Nothing is on disk, so [`StoreError`]s do not occur, and it ends with the last clone.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    tables: Arc<Mutex<Tables>>,
}

impl MemoryStore {
    /// A store with nothing in it.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// From now on, every process that has entered is known to be dead, as after `kill -9`. Nothing that was committed is lost.
    ///
    /// What goes on under the id of such a process can neither append to the runs that it drove, nor claim any, nor renew its
    /// lease.
    pub fn crash(&self) {
        self.lock().crash();
    }

    /// A batch that panicked was left half done, but the panic is a broken invariant already: others may still look.
    fn lock(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<'a, T>(&'a self, look: impl FnOnce(&Tables) -> T + Send + 'a) -> StoreFuture<'a, T> {
        Box::pin(async move { Ok::<T, StoreError>(look(&self.lock())) })
    }
}

impl Store for MemoryStore {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        Box::pin(async move {
            let mut tables = self.lock();
            Ok(batch.into_iter().map(|write| tables.write(write)).collect())
        })
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.read(move |tables| tables.runs.get(&run).map(|run| run.record.clone()))
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.read(move |tables| Some(tables.runs[&tables.named(pipeline, id)?].record.clone()))
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        self.read(|tables| {
            let records = tables.runs.values().map(|run| &run.record);
            records.filter(|run| filter.admits(run)).take(filter.limit as usize).cloned().collect()
        })
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<Entry>> {
        self.read(move |tables| {
            let events = tables.runs.get(&run).map(|run| run.events.as_slice()).unwrap_or_default();
            let from = usize::try_from(from).unwrap_or(usize::MAX).min(events.len());
            events[from..].iter().take(limit as usize).cloned().collect()
        })
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<Letter>> {
        self.read(move |tables| {
            let letters = tables.runs.get(&run).map(|run| &run.letters);
            letters.into_iter().flatten().filter(|letter| letter.number > after).cloned().collect()
        })
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.read(move |tables| {
            let news = tables.mail.range(after.saturating_add(1)..);
            news.take(limit as usize).map(|(number, run)| (*number, *run)).collect()
        })
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.read(|tables| tables.wakes.first().map(|(time, _)| *time))
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<Pause>> {
        self.read(|tables| tables.pauses.values().cloned().collect())
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        self.read(|tables| tables.facts.get(name).cloned())
    }

    fn stats(&self) -> StoreFuture<'_, Stats> {
        self.read(Tables::stats)
    }
}

#[cfg(test)]
mod tests {
    use super::MemoryStore;
    use crate::store::conformance::{Subject, check};

    struct InMemory;

    impl Subject for InMemory {
        type Store = MemoryStore;

        fn fresh(&self) -> MemoryStore {
            MemoryStore::new()
        }

        fn reopen(&self, store: MemoryStore) -> MemoryStore {
            store
        }

        fn crash(&self, store: MemoryStore) -> MemoryStore {
            store.crash();
            store
        }

        fn beside(&self, store: &MemoryStore) -> MemoryStore {
            store.clone()
        }
    }

    #[test]
    fn it_conforms() {
        check(&InMemory);
    }
}
