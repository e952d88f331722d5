//! The store: one connection that writes, two that read.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use orch_core::Timestamp;
use orch_core::store::{
    Answer, Entry, Letter, Pause, RunFilter, RunKey, RunRecord, Stats, Store, StoreError, StoreFuture, Write,
};

use crate::options::Options;
use crate::reader::Readers;
use crate::writer::Writer;
use crate::{backup, reader};

/// A store in one SQLite file.
///
/// Its futures do their work when they are polled for the first time, on the thread that polls them, and are ready then: a commit
/// waits for the disk there. Reads do not wait for a commit.
///
/// After a commit that failed it takes nothing more, and says [`StoreError::Closed`], until it is opened again: when the disk could
/// not make something durable once, a second attempt may seem to succeed and be lost all the same. It can still be read.
#[derive(Debug)]
pub struct SqliteStore {
    options: Options,
    // Closed before the writer, which clears up as the last one.
    readers: Readers,
    writer: Mutex<Writer>,
}

impl SqliteStore {
    /// Opens the file, or makes it. [`SqliteStore::options`] has more to choose.
    ///
    /// # Errors
    /// Those of [`Options::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        SqliteStore::options(path).open()
    }

    /// How to open the file.
    pub fn options(path: impl AsRef<Path>) -> Options {
        Options::new(path.as_ref())
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.options.path()
    }

    pub(crate) fn opened(options: Options) -> Result<SqliteStore, StoreError> {
        let writer = Mutex::new(Writer::new(options.writer()?, options.path()));
        let readers = Readers::new(&options)?;
        Ok(SqliteStore { options, readers, writer })
    }

    fn read<'a, T: Send + 'a>(
        &'a self,
        read: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'a,
    ) -> StoreFuture<'a, T> {
        Box::pin(async move { self.readers.with(read) })
    }

    #[cfg(test)]
    pub(crate) fn writer(&self) -> std::sync::MutexGuard<'_, Writer> {
        self.writer.lock().unwrap()
    }
}

impl Store for SqliteStore {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        // The writer takes back what a panic left half done, so behind a poisoned lock it is as good as before.
        Box::pin(async move { self.writer.lock().unwrap_or_else(PoisonError::into_inner).commit(batch) })
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.read(move |connection| reader::run(connection, run))
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.read(move |connection| reader::find(connection, pipeline, id))
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        self.read(move |connection| reader::runs(connection, filter))
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<Entry>> {
        self.read(move |connection| reader::events(connection, run, from, limit))
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<Letter>> {
        self.read(move |connection| reader::letters(connection, run, after))
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.read(move |connection| reader::news(connection, after, limit))
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.read(reader::next_wake)
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<Pause>> {
        self.read(reader::pauses)
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        self.read(move |connection| reader::fact(connection, name))
    }

    fn stats(&self) -> StoreFuture<'_, Stats> {
        self.read(|connection| reader::stats(connection, self.path()))
    }

    fn back_up<'a>(&'a self, to: &'a Path) -> StoreFuture<'a, ()> {
        Box::pin(async move { backup::write(&self.options, to) })
    }
}
