//! A store for tests that fails as it is told, and loses at a crash what it did not bring to its disk.
//!
//! ```
//! # use orch_core::store::{Store, Write, Process};
//! use orch_testing::store::{Fault, Faulty};
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let store = Faulty::new();
//! store.fail(0, Fault::After, false); // the first operation is done, and says that it failed
//! let enter = Write::Enter { process: Process("a".into()), until: orch_core::Timestamp::from_micros(1) };
//! assert!(store.commit(vec![enter]).await.is_err());
//! store.heal();
//! store.crash(); // whoever has entered is dead; what was on disk is there
//! # });
//! ```

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use orch_core::Timestamp;
use orch_core::sabotage;
use orch_core::store::{
    Answer, Append, Entry, Letter, MemoryStore, Pause, RunFilter, RunKey, RunRecord, Stats, Store, StoreError,
    StoreFuture, Then, Write,
};

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is done.
    Before,
    /// It is done, and whoever asked is told that it failed.
    After,
    /// The first half of a batch is done: of its writes, or of the events of a lone append.
    Torn,
    /// Nothing is done, for want of room.
    Full,
    /// It is done; waiting for the disk failed, and it came there all the same.
    SyncKept,
    /// It is done, as everybody can see; waiting for the disk failed, and after a crash it is gone.
    SyncLost,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 6] =
        [Fault::Before, Fault::After, Fault::Torn, Fault::Full, Fault::SyncKept, Fault::SyncLost];

    fn error(self) -> StoreError {
        match self {
            Fault::Before | Fault::After => StoreError::Io("as it was told".to_owned()),
            Fault::Torn => StoreError::Damaged("half of it was done, as it was told".to_owned()),
            Fault::Full => StoreError::Full("as it was told".to_owned()),
            Fault::SyncKept | Fault::SyncLost => StoreError::Io("fsync failed, as it was told".to_owned()),
        }
    }
}

/// A store in memory with a disk under it. Clones are the same store.
///
/// Every commit and every read is an operation, and is counted from 0 in the order in which they are asked for.
#[derive(Clone, Default)]
pub struct Faulty {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    memory: MemoryStore,
    /// What has come to the disk, and what should have.
    log: Vec<Logged>,
    operations: u64,
    plan: Option<(u64, Fault, bool)>,
    injected: u64,
    slow: Duration,
    hook: Option<(u64, Hook)>,
}

/// Something that is done to the store beside the operation.
type Hook = Box<dyn FnOnce(&MemoryStore) + Send>;

enum Logged {
    Batch { writes: Vec<Write>, kept: bool },
    Crash,
}

impl Faulty {
    /// A store with nothing in it that does not fail.
    pub fn new() -> Faulty {
        Faulty::default()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fails at this operation; `lasting`: and at every one after it.
    pub fn fail(&self, at: u64, fault: Fault, lasting: bool) {
        self.inner().plan = Some((at, fault, lasting));
    }

    /// Fails no more.
    pub fn heal(&self) {
        self.inner().plan = None;
    }

    /// Does something right before this operation, as another process would: what it commits is on disk.
    pub fn beside(&self, at: u64, does: impl FnOnce(&MemoryStore) + Send + 'static) {
        self.inner().hook = Some((at, Box::new(does)));
    }

    /// Takes so long for every commit, on the thread of whoever commits.
    pub fn slow(&self, slow: Duration) {
        self.inner().slow = slow;
    }

    /// How many operations there were.
    pub fn operations(&self) -> u64 {
        self.inner().operations
    }

    /// How many of them failed.
    pub fn injected(&self) -> u64 {
        self.inner().injected
    }

    /// From now on every process that has entered is dead, and what did not come to the disk is gone.
    pub fn crash(&self) {
        let mut inner = self.inner();
        inner.log.push(Logged::Crash);
        if inner.log.iter().all(|logged| matches!(logged, Logged::Batch { kept: true, .. } | Logged::Crash)) {
            return inner.memory.crash();
        }
        inner.log.retain(|logged| !matches!(logged, Logged::Batch { kept: false, .. }));
        let memory = MemoryStore::new();
        for logged in &inner.log {
            match logged {
                Logged::Batch { writes, .. } => drop(now(memory.commit(writes.clone()))),
                Logged::Crash => memory.crash(),
            }
        }
        inner.memory = memory;
    }

    fn read<'a, T: Send + 'a>(
        &'a self,
        read: impl for<'m> FnOnce(&'m MemoryStore) -> StoreFuture<'m, T> + Send + 'a,
    ) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let mut inner = self.inner();
            match inner.next() {
                Some(fault) => Err(fault.error()),
                None => now(read(&inner.memory)),
            }
        })
    }
}

impl Inner {
    /// Counts an operation, and says how it fails.
    fn next(&mut self) -> Option<Fault> {
        let number = self.operations;
        self.operations += 1;
        if self.hook.as_ref().is_some_and(|(at, _)| *at == number)
            && let Some((_, hook)) = self.hook.take()
        {
            hook(&self.memory);
        }
        let (at, fault, lasting) = self.plan?;
        let fails = number == at || (lasting && number > at);
        self.injected += u64::from(fails);
        fails.then_some(fault)
    }

    fn commit(&mut self, batch: Vec<Write>) -> Result<Vec<Answer>, StoreError> {
        match self.next() {
            None => self.write(batch, !sabotage::is("no_fsync")),
            Some(fault) => {
                match fault {
                    Fault::Before | Fault::Full => {}
                    Fault::After | Fault::SyncKept => drop(self.write(batch, true)),
                    Fault::SyncLost => drop(self.write(batch, false)),
                    Fault::Torn => drop(self.write(half(batch), true)),
                }
                Err(fault.error())
            }
        }
    }

    fn write(&mut self, writes: Vec<Write>, kept: bool) -> Result<Vec<Answer>, StoreError> {
        let answers = now(self.memory.commit(writes.clone()));
        self.log.push(Logged::Batch { writes, kept });
        answers
    }
}

/// The first half of the writes; of a lone append the first half of its events.
fn half(mut batch: Vec<Write>) -> Vec<Write> {
    if batch.len() > 1 {
        batch.truncate(batch.len() / 2);
        return batch;
    }
    match batch.pop() {
        Some(Write::Append(append)) if append.events.len() > 1 => {
            let Append { run, token, mut events, .. } = *append;
            events.truncate(events.len() / 2);
            vec![Write::Append(Box::new(Append { run, token, events, then: Then::GoOn }))]
        }
        _ => Vec::new(),
    }
}

/// The futures of the store in memory are ready at once.
fn now<T>(mut future: StoreFuture<'_, T>) -> Result<T, StoreError> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err(StoreError::Io("the store in memory made somebody wait".to_owned())),
    }
}

impl Store for Faulty {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        Box::pin(async move {
            let slow = self.inner().slow;
            if !slow.is_zero() {
                std::thread::sleep(slow);
            }
            self.inner().commit(batch)
        })
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.read(move |memory| memory.run(run))
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        Box::pin(async move {
            let mut inner = self.inner();
            let fault = inner.next();
            fault.map_or_else(|| now(inner.memory.find(pipeline, id)), |fault| Err(fault.error()))
        })
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        Box::pin(async move {
            let mut inner = self.inner();
            let fault = inner.next();
            fault.map_or_else(|| now(inner.memory.runs(filter)), |fault| Err(fault.error()))
        })
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<Entry>> {
        self.read(move |memory| memory.events(run, from, limit))
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<Letter>> {
        self.read(move |memory| memory.letters(run, after))
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.read(move |memory| memory.news(after, limit))
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.read(|memory| memory.next_wake())
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<Pause>> {
        self.read(|memory| memory.pauses())
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        Box::pin(async move {
            let mut inner = self.inner();
            let fault = inner.next();
            fault.map_or_else(|| now(inner.memory.fact(name)), |fault| Err(fault.error()))
        })
    }

    fn stats(&self) -> StoreFuture<'_, Stats> {
        self.read(|memory| memory.stats())
    }

    fn back_up<'a>(&'a self, _: &'a Path) -> StoreFuture<'a, ()> {
        Box::pin(async { Err(StoreError::Unsupported("back_up")) })
    }
}
