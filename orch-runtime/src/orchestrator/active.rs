//! The runs that this process drives just now, and those that it will drive as soon as they are on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use orch_core::Timestamp;
use orch_core::store::RunKey;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::task::AbortHandle;

use super::Inner;
use super::health::StuckRun;
use super::operate::HeldRun;
use crate::control::{Control, Mail, RecordedMail};
use crate::driver::Durable;

/// All of them.
#[derive(Default)]
pub(super) struct ActiveRuns {
    runs: Mutex<Runs>,
    /// Runs that somebody wants to be looked at, and that were not driven when they said so.
    nudged: Mutex<BTreeSet<RunKey>>,
    /// Rings when there is one less.
    gone: Notify,
}

#[derive(Default)]
struct Runs {
    driven: BTreeMap<RunKey, Active>,
    /// The tasks of runs that are on their way to the disk.
    coming: BTreeMap<u64, Task>,
    /// The number of the next one that comes.
    next: u64,
    /// What all of them were told, for those who come later.
    told: Option<RecordedMail>,
    /// No run is driven any more.
    closed: bool,
}

impl Runs {
    fn is_empty(&self) -> bool {
        self.driven.is_empty() && self.coming.is_empty()
    }
}

/// The task that drives a run, once there is one.
pub(super) type Task = Arc<OnceLock<AbortHandle>>;

/// One of them.
struct Active {
    control: Option<Arc<Control>>,
    task: Task,
    /// It was nudged before its driver could be told.
    nudged: bool,
    watched: Watched,
    _permit: Option<OwnedSemaphorePermit>,
}

/// By what it is known, and where its last event can be seen.
pub(super) struct Watched {
    pub(super) pipeline: &'static str,
    pub(super) id: Arc<str>,
    pub(super) durable: Arc<Durable>,
    /// Since when it is driven here.
    pub(super) since: Timestamp,
}

impl ActiveRuns {
    fn runs(&self) -> MutexGuard<'_, Runs> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nudged(&self) -> MutexGuard<'_, BTreeSet<RunKey>> {
        self.nudged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run is driven from now on.
    pub(super) fn enter(&self, run: RunKey, permit: Option<OwnedSemaphorePermit>, task: &Task, watched: Watched) {
        let active = Active { control: None, task: Arc::clone(task), nudged: false, watched, _permit: permit };
        self.runs().driven.insert(run, active);
    }

    /// Where its driver is told things.
    pub(super) fn steer(&self, run: RunKey, control: &Arc<Control>) {
        let mut runs = self.runs();
        let told = runs.told;
        if let Some(active) = runs.driven.get_mut(&run) {
            active.control = Some(Arc::clone(control));
            for mail in active.nudged.then_some(RecordedMail::Look).into_iter().chain(told) {
                control.send(Mail::Recorded(mail));
            }
        }
    }

    /// Starts the task that drives a run.
    pub(super) fn spawn(&self, task: &Task, driving: impl Future<Output = ()> + Send + 'static) {
        let handle = tokio::spawn(driving).abort_handle();
        let handle = task.get_or_init(|| handle);
        // Whoever ended all of them may not have seen this one.
        if self.runs().closed {
            handle.abort();
        }
    }

    /// A run is driven no more. Whether somebody wanted it to look at its letters while it was on its way out.
    pub(super) fn leave(&self, run: RunKey) -> bool {
        let left = self.runs().driven.remove(&run);
        self.gone.notify_waiters();
        let Some(control) = left.and_then(|active| active.control) else { return false };
        std::iter::from_fn(|| control.receive()).any(|mail| matches!(mail, Mail::Recorded(RecordedMail::Look)))
    }

    /// There may be letters for the run. One that is not driven is remembered for the keeper; then this gives `true`.
    pub(super) fn nudge(&self, run: RunKey) -> bool {
        if let Some(active) = self.runs().driven.get_mut(&run) {
            match &active.control {
                // A driver that takes nothing more has stopped: the run is looked at like one that is not driven.
                Some(control) if !control.send(Mail::Recorded(RecordedMail::Look)) => {}
                Some(_) => return false,
                None => {
                    active.nudged = true;
                    return false;
                }
            }
        }
        self.nudged().insert(run);
        true
    }

    /// The runs that were nudged.
    pub(super) fn take_nudged(&self) -> BTreeSet<RunKey> {
        std::mem::take(&mut *self.nudged())
    }

    pub(super) fn contains(&self, run: RunKey) -> bool {
        self.runs().driven.contains_key(&run)
    }

    pub(super) fn len(&self) -> usize {
        self.runs().driven.len()
    }

    /// Those that have had no event for so long.
    pub(super) fn quiet(&self, now: Timestamp, least: Duration) -> Vec<StuckRun> {
        let runs = self.runs();
        let quiet = runs.driven.iter().map(|(run, active)| {
            let Watched { pipeline, id, durable, since } = &active.watched;
            (now.since(durable.log.last_event().max(*since)), *run, *pipeline, id)
        });
        let quiet = quiet.filter(|(quiet, ..)| *quiet >= least);
        quiet
            .map(|(quiet, run, pipeline, id)| StuckRun {
                pipeline,
                id: Arc::clone(id),
                run,
                quiet_secs: quiet.as_secs(),
            })
            .collect()
    }

    /// Those that a pause holds back, ascending by number.
    pub(super) fn held(&self) -> Vec<HeldRun> {
        let runs = self.runs();
        let held = runs.driven.iter().filter_map(|(run, active)| {
            let Watched { pipeline, id, durable, .. } = &active.watched;
            let stages = durable.shared.held_back();
            (!stages.is_empty()).then(|| HeldRun { pipeline, id: Arc::clone(id), run: *run, stages })
        });
        held.collect()
    }

    /// Tells all of them, those included that come later.
    pub(super) fn tell_all(&self, mail: RecordedMail) {
        let mut runs = self.runs();
        runs.told = Some(mail);
        let controls: Vec<_> = runs.driven.values().filter_map(|active| active.control.clone()).collect();
        drop(runs);
        for control in controls {
            control.send(Mail::Recorded(mail));
        }
    }

    /// Ends the tasks of all of them, wherever they are. There are none from now on.
    pub(super) fn abort_all(&self) {
        let mut runs = self.runs();
        runs.closed = true;
        let (driven, coming) = (std::mem::take(&mut runs.driven), std::mem::take(&mut runs.coming));
        drop(runs);
        let tasks = driven.into_values().map(|active| active.task).chain(coming.into_values());
        tasks.for_each(|task| task.get().into_iter().for_each(AbortHandle::abort));
    }

    /// Ends when no run is driven, and none is on its way to the disk.
    pub(super) async fn none(&self) {
        loop {
            let gone = self.gone.notified();
            if self.runs().is_empty() {
                return;
            }
            gone.await;
        }
    }
}

/// A run on its way to the disk. It is driven here if it gets there, so the process does not end before.
pub(super) struct Coming {
    inner: Arc<Inner>,
    number: u64,
    pub(super) task: Task,
}

impl Coming {
    /// One more; none if no run is driven any more.
    pub(super) fn new(inner: &Arc<Inner>) -> Option<Coming> {
        let mut runs = inner.active.runs();
        if runs.closed || inner.is_stopping() {
            return None;
        }
        let (number, task) = (runs.next, Task::default());
        runs.next += 1;
        runs.coming.insert(number, Arc::clone(&task));
        Some(Coming { inner: Arc::clone(inner), number, task })
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.inner.active.runs().coming.remove(&self.number);
        self.inner.active.gone.notify_waiters();
    }
}
