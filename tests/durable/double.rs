//! One double of a store: what commits is the double's own, what reads goes to a store in memory.

use std::ops::Deref;

use orch::Timestamp;
use orch::store::{
    Answer, Entry, Letter, MemoryStore, Pause, RunFilter, RunKey, RunRecord, Stats, Store, StoreFuture, Write,
};

/// What a double does instead of committing.
pub trait Commits: Send + Sync + 'static {
    /// The store behind it.
    fn inner(&self) -> &MemoryStore;

    /// It is asked for a run.
    fn asked(&self) {}

    /// What it does with a batch.
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>>;
}

/// A store whose commits are somebody else's.
#[derive(Default)]
pub struct Double<C>(pub C);

impl<C> Deref for Double<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

impl<C: Commits> Store for Double<C> {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        self.0.commit(batch)
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.0.asked();
        self.0.inner().run(run)
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.0.inner().find(pipeline, id)
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        self.0.inner().runs(filter)
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<Entry>> {
        self.0.inner().events(run, from, limit)
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<Letter>> {
        self.0.inner().letters(run, after)
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.0.inner().news(after, limit)
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.0.inner().next_wake()
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<Pause>> {
        self.0.inner().pauses()
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        self.0.inner().fact(name)
    }

    fn stats(&self) -> StoreFuture<'_, Stats> {
        self.0.inner().stats()
    }
}
