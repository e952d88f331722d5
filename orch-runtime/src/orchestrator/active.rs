//! The runs that this process drives just now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use orch_core::Timestamp;
use orch_core::store::RunKey;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::task::AbortHandle;

use super::health::StuckRun;
use crate::control::{Control, Mail, RecordedMail};
use crate::journal::RunLog;

/// All of them.
#[derive(Default)]
pub(super) struct ActiveRuns {
    runs: Mutex<BTreeMap<RunKey, Active>>,
    /// Runs that somebody wants to be looked at, and that were not driven when they said so.
    nudged: Mutex<BTreeSet<RunKey>>,
    /// Rings when there is one less.
    gone: Notify,
}

/// One of them.
struct Active {
    control: Option<Arc<Control>>,
    task: Option<AbortHandle>,
    /// It was nudged before its driver could be told.
    nudged: bool,
    watched: Watched,
    _permit: Option<OwnedSemaphorePermit>,
}

/// By what it is known, and where its last event can be seen.
pub(super) struct Watched {
    pub(super) pipeline: &'static str,
    pub(super) id: Arc<str>,
    pub(super) log: Arc<RunLog>,
    /// Since when it is driven here.
    pub(super) since: Timestamp,
}

impl ActiveRuns {
    fn runs(&self) -> MutexGuard<'_, BTreeMap<RunKey, Active>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nudged(&self) -> MutexGuard<'_, BTreeSet<RunKey>> {
        self.nudged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run is driven from now on.
    pub(super) fn enter(&self, run: RunKey, permit: Option<OwnedSemaphorePermit>, watched: Watched) {
        let active = Active { control: None, task: None, nudged: false, watched, _permit: permit };
        self.runs().insert(run, active);
    }

    /// Where its driver is told things.
    pub(super) fn steer(&self, run: RunKey, control: &Arc<Control>) {
        if let Some(active) = self.runs().get_mut(&run) {
            active.control = Some(Arc::clone(control));
            if active.nudged {
                control.send(Mail::Recorded(RecordedMail::Look));
            }
        }
    }

    /// The task that drives it.
    pub(super) fn task(&self, run: RunKey, task: AbortHandle) {
        if let Some(active) = self.runs().get_mut(&run) {
            active.task = Some(task);
        }
    }

    /// A run is driven no more. Whether somebody wanted it to look at its letters while it was on its way out.
    pub(super) fn leave(&self, run: RunKey) -> bool {
        let left = self.runs().remove(&run);
        self.gone.notify_waiters();
        let Some(control) = left.and_then(|active| active.control) else { return false };
        std::iter::from_fn(|| control.receive()).any(|mail| matches!(mail, Mail::Recorded(RecordedMail::Look)))
    }

    /// There may be letters for the run. One that is not driven is remembered for the keeper; then this gives `true`.
    pub(super) fn nudge(&self, run: RunKey) -> bool {
        if let Some(active) = self.runs().get_mut(&run) {
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
        self.runs().contains_key(&run)
    }

    pub(super) fn len(&self) -> usize {
        self.runs().len()
    }

    /// Those that have had no event for so long.
    pub(super) fn quiet(&self, now: Timestamp, least: Duration) -> Vec<StuckRun> {
        let runs = self.runs();
        let quiet = runs.iter().map(|(run, active)| {
            let Watched { pipeline, id, log, since } = &active.watched;
            (now.since(log.last_event().max(*since)), *run, *pipeline, id)
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

    /// Tells all of them.
    pub(super) fn tell_all(&self, mail: RecordedMail) {
        let controls: Vec<_> = self.runs().values().filter_map(|active| active.control.clone()).collect();
        for control in controls {
            control.send(Mail::Recorded(mail));
        }
    }

    /// Ends the tasks of all of them, wherever they are.
    pub(super) fn abort_all(&self) {
        let runs = std::mem::take(&mut *self.runs());
        runs.values().filter_map(|active| active.task.as_ref()).for_each(AbortHandle::abort);
    }

    /// Ends when no run is driven.
    pub(super) async fn none(&self) {
        loop {
            let gone = self.gone.notified();
            if self.len() == 0 {
                return;
            }
            gone.await;
        }
    }
}
