//! What a process does beside driving runs: it renews its lease, and looks for what others have sent and for what is due.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use orch_core::store::{Entry, RunKey, RunRecord, Store, StoreError, Write};
use orch_core::{FailureKind, Timestamp, sabotage};
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout};

use super::Inner;
use super::recovery::{read_events, take_due, take_one};
use super::version::Version;

/// How many letters are asked for at once.
const NEWS: u32 = 1000;

/// How many runs are asked for at once whether they have ended.
const ENDS: usize = 256;

/// What the keeper knows from one look to the next.
#[derive(Default)]
pub(super) struct Memory {
    /// The last letter, to any run, that it has heard of.
    heard: AtomicU64,
    /// When the lease was renewed, in microseconds.
    renewed: AtomicI64,
    /// When it looked last.
    looked: Mutex<Option<Instant>>,
    task: Mutex<Option<AbortHandle>>,
}

impl Memory {
    fn task(&self) -> std::sync::MutexGuard<'_, Option<AbortHandle>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn looked(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long it has not looked, whatever came of it.
    pub(super) fn silent(&self) -> std::time::Duration {
        self.looked().map_or(std::time::Duration::MAX, |looked| looked.elapsed())
    }

    /// Ends the keeper.
    pub(super) fn stop(&self) {
        self.task().take().into_iter().for_each(|task| task.abort());
    }
}

/// Enters the store, or renews the lease.
pub(super) async fn enter(inner: &Inner) -> Result<(), StoreError> {
    let now = inner.clock.now();
    let until = now.saturating_add(inner.settings.lease);
    let entered = inner.journal.write(Write::Enter { process: inner.process.clone(), until }).await?;
    debug_assert!(entered.is_ok(), "nothing hinders a process from entering: {entered:?}");
    inner.keeper.renewed.store(now.as_micros(), Ordering::Relaxed);
    Ok(())
}

/// Starts the keeper. It ends with [`Memory::stop`].
pub(super) fn start(inner: &Arc<Inner>) {
    let keeper = Arc::clone(inner);
    *inner.keeper.looked() = Some(Instant::now());
    let task = tokio::spawn(async move {
        loop {
            let _ = timeout(keeper.until_next(), keeper.bell.notified()).await;
            if let Err(error) = keeper.look().await {
                tracing::error!(%error, "the store could not be asked for news");
                // A store that has failed for good is not asked in a busy loop.
                tokio::time::sleep(keeper.settings.poll).await;
            }
            *keeper.keeper.looked() = Some(Instant::now());
        }
    });
    *inner.keeper.task() = Some(task.abort_handle());
}

impl Inner {
    /// Tells everybody who has a handle of a run that its end will not be known here. A run that is driven tells it itself.
    pub(super) fn give_up_all(&self, why: &str) {
        for version in self.versions.iter() {
            let waited = version.held().into_iter().filter(|run| !self.active.contains(*run));
            waited.for_each(|run| version.give_up(run, FailureKind::Interrupted, why));
        }
    }

    /// How long nothing has to be done.
    pub(super) fn until_next(&self) -> std::time::Duration {
        self.settings.poll.min(self.settings.lease / 3)
    }

    /// One look at everything.
    async fn look(self: &Arc<Inner>) -> Result<(), StoreError> {
        if let Some(failed) = self.journal.failure() {
            // Again at each look: somebody may have begun to wait since.
            self.give_up_all(&format!("nothing more can be recorded: {failed}"));
            return Err(failed);
        }
        self.renew().await?;
        self.board.set(self.journal.read(|store| store.pauses()).await?);
        let mut wanted = self.active.take_nudged();
        self.hear(&mut wanted).await?;
        for run in wanted {
            if !self.active.contains(run) && !self.versions.is_unfit(run) {
                take_one(self, run).await?;
            }
        }
        take_due(self).await?;
        self.settle_others().await?;
        self.prune_expired().await
    }

    async fn renew(&self) -> Result<(), StoreError> {
        let renewed = Timestamp::from_micros(self.keeper.renewed.load(Ordering::Relaxed));
        let now = self.clock.now();
        // A clock that was set back makes it due at once.
        if now < renewed || now.since(renewed) >= self.settings.lease / 3 {
            enter(self).await?;
        }
        Ok(())
    }

    /// Passes over the letters that are there. Runs that are taken up read theirs, and parked ones that have not seen theirs are
    /// taken up: what is left lies at runs that wait for others, or that have ended, and would be looked at one by one.
    pub(super) async fn pass_over_letters(&self) -> Result<(), StoreError> {
        loop {
            let after = self.keeper.heard.load(Ordering::Relaxed);
            let news = self.journal.read(move |store| store.news(after, NEWS)).await?;
            let Some((last, _)) = news.last().copied() else { return Ok(()) };
            self.keeper.heard.store(last, Ordering::Relaxed);
            if news.len() < NEWS as usize {
                return Ok(());
            }
        }
    }

    /// Tells the runs that are driven here of their letters, and gathers the others that have some.
    async fn hear(&self, wanted: &mut BTreeSet<RunKey>) -> Result<(), StoreError> {
        loop {
            let after = self.keeper.heard.load(Ordering::Relaxed);
            let news = self.journal.read(move |store| store.news(after, NEWS)).await?;
            let Some((last, _)) = news.last().copied() else { return Ok(()) };
            self.keeper.heard.store(last, Ordering::Relaxed);
            for (_, run) in &news {
                if self.active.nudge(*run) && !sabotage::is("park_unseen") {
                    wanted.insert(*run);
                }
            }
            self.active.take_nudged();
            if news.len() < NEWS as usize {
                return Ok(());
            }
        }
    }

    /// Tells those who wait for runs that others drove to their end.
    async fn settle_others(&self) -> Result<(), StoreError> {
        for version in self.versions.iter() {
            let mut asked = version.awaited();
            asked.retain(|run| !self.active.contains(*run) && !self.is_given_up(&**version, *run));
            for some in asked.chunks(ENDS) {
                let some = some.to_vec();
                let over = self.journal.read(move |store| Box::pin(over(store, some))).await?;
                over.into_iter().for_each(|(run, end)| settle(&**version, run, end));
            }
        }
        Ok(())
    }

    /// Gives up a run that fits no version here.
    fn is_given_up(&self, version: &dyn Version, run: RunKey) -> bool {
        let Some(why) = self.versions.unfit(run) else { return false };
        version.give_up(run, FailureKind::Incompatible, &why);
        true
    }
}

/// How a run ended, with its events unless they were erased. None if it was pruned.
type End = Option<(RunRecord, Vec<Entry>)>;

/// Those of these runs that have ended or are gone.
async fn over(store: &dyn Store, runs: Vec<RunKey>) -> Result<Vec<(RunKey, End)>, StoreError> {
    let mut over = Vec::new();
    for run in runs {
        let Some(record) = store.run(run).await? else {
            over.push((run, None));
            continue;
        };
        if record.status.has_ended() {
            let entries = if record.erased { Vec::new() } else { read_events(store, run, record.origin).await? };
            over.push((run, Some((record, entries))));
        }
    }
    Ok(over)
}

fn settle(version: &dyn Version, run: RunKey, end: End) {
    match end {
        None => version.give_up(run, FailureKind::Interrupted, "the run was pruned"),
        Some((record, _)) if record.erased => {
            version.give_up(run, FailureKind::Interrupted, "the run's payloads were erased")
        }
        Some((record, entries)) => version.settle(run, record.failure, entries),
    }
}
