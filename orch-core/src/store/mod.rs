//! What a journal is kept in: the [`Store`] trait, and what is written to one and read from it.
//!
//! A store keeps runs, their events in order, letters to runs (signals and cancellations), pauses, and small facts by name.
//! Everything that changes goes through one method, [`Store::commit`], which takes a list of [`Write`]s and makes all of them
//! durable at once; so a store is a place for transactions, and all rules about *when* something must be written stand in the
//! engine. The methods give futures and name no runtime. A store is finished when it passes the conformance suite: the module
//! `conformance`, behind the feature of that name.
//!
//! # Who drives a run
//! A process enters a store under a [`Process`] id and holds a lease that it renews. It *claims* runs; each claim raises the
//! run's fencing token, and every [`Append`] carries the token that its writer was given. So a process that lost a run, and does
//! not know it yet, cannot record anything more: its appends are [`Refused::Fenced`].

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod entry;
mod memory;
mod record;
mod write;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;

pub use entry::{Entry, EntryError, Kind};
pub use memory::MemoryStore;
pub use record::{Letter, LetterKind, Pause, PauseOf, Process, RunFilter, RunKey, RunRecord, RunStatus, Stats, Waited};
pub use write::{Append, Claim, ClaimOf, Claimed, NewLetter, NewRun, Recipient, Refused, Then, Write, Written};

use crate::Timestamp;

/// What the methods of a store give.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// What one [`Write`] of a batch came to.
pub type Answer = Result<Written, Refused>;

/// A place where runs are kept. See the [module](self).
///
/// Implementations may block while a future of theirs is polled: engines poll them on threads where that is no harm.
pub trait Store: Send + Sync + 'static {
    /// Writes all of these in one transaction, in order, and gives each its answer. One that is refused changes nothing and does
    /// not hinder the others. When the future is ready, everything that was not refused is on disk.
    ///
    /// # Errors
    /// If the transaction could not be made durable. Nothing, or all of it, may then have been written, and the store says so
    /// only when it is opened again: nobody may act on any part of the batch.
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>>;

    /// A run by its number.
    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>>;

    /// A run by the id that its submitter gave it, which is unique within the pipeline's name.
    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>>;

    /// The runs that the filter lets through, ascending by number, at most [`RunFilter::limit`].
    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>>;

    /// The events of a run from this number on, in order, at most `limit`.
    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<Entry>>;

    /// The letters to a run that it has not taken, with higher numbers than `after`, in order.
    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<Letter>>;

    /// Letters to any run with higher numbers than `after`: their numbers and runs, in order, at most `limit`. This is how a
    /// process learns what others have sent.
    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>>;

    /// When the first parked run that nobody drives wants to be woken.
    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>>;

    /// What is paused.
    fn pauses(&self) -> StoreFuture<'_, Vec<Pause>>;

    /// A small durable fact by its name: see [`Write::Fact`].
    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>>;

    /// How many runs there are and how much room they take.
    fn stats(&self) -> StoreFuture<'_, Stats>;

    /// Writes a consistent copy to this path while the store is in use.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] if this store cannot.
    fn back_up<'a>(&'a self, to: &'a Path) -> StoreFuture<'a, ()> {
        let _ = to;
        Box::pin(async { Err(StoreError::Unsupported("back_up")) })
    }
}

/// A store could not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room left.
    #[error("the disk is full: {0}. Free some room and start again; everything that was acknowledged is there")]
    Full(String),
    /// The disk, or the way to it, failed.
    #[error("the store failed: {0}")]
    Io(String),
    /// What is there is not what was written, or is of no store at all.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// It was written by another version of this library.
    #[error("{store} has schema version {found}, and this build knows {known}; {advice}")]
    Version {
        /// Where it is.
        store: String,
        /// What is there.
        found: i64,
        /// The last one that this build knows.
        known: i64,
        /// What to do about it.
        advice: &'static str,
    },
    /// This store has no such operation.
    #[error("this store has no `{0}`")]
    Unsupported(&'static str),
    /// It was closed, or failed before: nothing further is written until it is opened again.
    #[error("the store takes nothing more: {0}")]
    Closed(String),
}
