//! The journal: one thread gathers what all runs have to write and commits it together.
//!
//! A run records its events in its [`RunLog`] and goes on; quiet events reach the disk within [`LAZY`], and whoever needs them
//! there sooner asks with [`RunLog::flush`] and waits for the log's watermark. While one commit is under way the next batch
//! gathers, so the number of commits follows the disk and not the number of runs ("group commit").
//!
//! When a commit fails, nothing further is written or acknowledged: every run and every waiter is told, and the store has to be
//! opened again. What a failed `fsync` has lost is not known, so it is not tried twice.

mod habit;
mod log;
mod room;
mod sent;
mod told;
mod writer;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use orch_core::store::{Answer, NewRun, Store, StoreError, StoreFuture, Write};
use tokio::sync::oneshot;

pub(crate) use log::{Lost, RunLog};
pub(crate) use room::Place;
pub use told::ToldWrites;
use writer::{Asked, Request, Shared};

/// How long a quiet event may wait for company before it is written.
pub(crate) const LAZY: Duration = Duration::from_millis(5);

/// Who commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Committer {
    /// A thread.
    Thread,
    /// Whoever writes.
    Writer,
    /// Somebody outside, when they like.
    Outside,
}

/// A journal over a store. A clone is another handle of the same one; the thread ends with the last.
#[derive(Clone)]
pub(crate) struct Journal {
    shared: Arc<Shared>,
    /// Ends the thread when the last handle is gone.
    _thread: Option<Arc<writer::Thread>>,
}

impl Journal {
    /// A journal with a thread of its own. `room`: how many bytes may wait for the disk before runs are held back.
    pub(crate) fn with_thread(store: Arc<dyn Store>, room: usize) -> std::io::Result<Journal> {
        let shared = Arc::new(Shared::new(store, Committer::Thread, room));
        let thread = writer::Thread::start(Arc::clone(&shared))?;
        Ok(Journal { shared, _thread: Some(Arc::new(thread)) })
    }

    /// A journal that commits everything at once, on the thread of whoever writes: nothing depends on which thread is faster.
    /// For stores in memory.
    pub(crate) fn inline(store: Arc<dyn Store>, room: usize) -> Journal {
        Journal { shared: Arc::new(Shared::new(store, Committer::Writer, room)), _thread: None }
    }

    /// A journal that commits when it is told to. For stores in memory.
    pub(crate) fn told(store: Arc<dyn Store>, room: usize, writes: &ToldWrites) -> Journal {
        let shared = Arc::new(Shared::new(store, Committer::Outside, room));
        writes.tells(&shared);
        Journal { shared, _thread: None }
    }

    /// Writes something, with the next commit. It is sent when this is called; the future says what came of it.
    pub(crate) fn write(&self, write: Write) -> impl Future<Output = Result<Answer, StoreError>> + Send + use<> {
        self.send(write, None)
    }

    /// Writes a new run. What its log records meanwhile is written right after it, if it is accepted.
    pub(crate) fn create(
        &self,
        new: NewRun,
        log: Arc<RunLog>,
    ) -> impl Future<Output = Result<Answer, StoreError>> + Send + use<> {
        let events = new.events.len() as u64;
        self.send(Write::Create(Box::new(new)), Some((log, events)))
    }

    fn send(
        &self,
        write: Write,
        begins: Option<(Arc<RunLog>, u64)>,
    ) -> impl Future<Output = Result<Answer, StoreError>> + Send + use<> {
        let (answer, answered) = oneshot::channel();
        self.shared.request(Request { write, asked: Asked { answer, begins } });
        async move {
            answered.await.unwrap_or_else(|_| Err(StoreError::Closed("the journal's thread has ended".to_owned())))
        }
    }

    /// Reads from the store, where blocking does no harm.
    pub(crate) async fn read<T, F>(&self, read: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a dyn Store) -> StoreFuture<'a, T> + Send + 'static,
    {
        let store = Arc::clone(&self.shared.store);
        if self.shared.committer != Committer::Thread {
            return read(&*store).await;
        }
        let reading = tokio::task::spawn_blocking(move || writer::block_on(read(&*store)));
        reading.await.unwrap_or_else(|_| Err(StoreError::Closed("the runtime is shutting down".to_owned())))
    }

    /// Why nothing is written any more, if nothing is.
    pub(crate) fn failure(&self) -> Option<StoreError> {
        self.shared.failure()
    }

    /// How many runs and requests wait for the next commit.
    pub(crate) fn backlog(&self) -> usize {
        self.shared.backlog()
    }

    /// How many bytes wait for the disk.
    pub(crate) fn unwritten(&self) -> usize {
        self.shared.room.taken()
    }

    /// Whether as much waits for the disk as may.
    pub(crate) fn is_full(&self) -> bool {
        self.shared.room.is_full()
    }

    /// Waits until less waits for the disk than may.
    pub(crate) async fn room(&self) {
        let mut place = Place::default();
        std::future::poll_fn(|cx| {
            let polled = self.shared.room.poll(&mut place, cx);
            if polled.is_pending() {
                self.shared.urge();
            }
            polled
        })
        .await;
    }

    /// The store.
    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }
}
