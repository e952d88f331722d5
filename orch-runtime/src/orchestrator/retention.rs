//! How long runs that have ended are kept.

use std::sync::atomic::Ordering;
use std::time::Duration;

use orch_core::Timestamp;
use orch_core::store::{RunStatus, StoreError, Write, Written};

use super::Inner;

/// How often it is looked whether something has expired, when nothing has.
const EVERY: Duration = Duration::from_secs(60);

/// How many runs are removed in one transaction.
const BATCH: u32 = 200;

/// How long runs are kept after their end, by how they ended; `None` is for ever. Nothing expires unasked: by default all are
/// kept.
///
/// The keeper removes what has expired with its history, at most 200 runs of each kind in each of its rounds
/// ([`poll_every`](crate::Builder::poll_every)), and looks once a minute when nothing has. Their ids are free again; a run that
/// was pruned before an [`after`](crate::Orchestrator::after) looked at it is followed by nothing.
///
/// ```
/// # use std::time::Duration;
/// # use orch_runtime::Retention;
/// let month = Some(Duration::from_hours(30 * 24));
/// let retention = Retention { succeeded: month, cancelled: month, ..Retention::default() };
/// assert_eq!(retention.failed, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Those that ended well.
    pub succeeded: Option<Duration>,
    /// Those that failed.
    pub failed: Option<Duration>,
    /// Those that were cancelled.
    pub cancelled: Option<Duration>,
    /// Those that wait for a person.
    pub dead_lettered: Option<Duration>,
}

impl Retention {
    fn kinds(self) -> impl Iterator<Item = (RunStatus, Duration)> {
        let kinds = [
            (RunStatus::Succeeded, self.succeeded),
            (RunStatus::Failed, self.failed),
            (RunStatus::Cancelled, self.cancelled),
            (RunStatus::DeadLettered, self.dead_lettered),
        ];
        kinds.into_iter().filter_map(|(status, keep)| Some((status, keep?)))
    }
}

impl Inner {
    /// Removes some of what has expired, if it is time to look.
    pub(super) async fn prune_expired(&self) -> Result<(), StoreError> {
        let (now, looked) = (self.clock.now(), Timestamp::from_micros(self.pruned.load(Ordering::Relaxed)));
        // A clock that was set back makes it due at once.
        if now >= looked && now.since(looked) < EVERY {
            return Ok(());
        }
        let mut more = false;
        for (status, keep) in self.settings.retention.kinds() {
            more |= self.prune_kind(status, keep, now).await? == BATCH;
        }
        if !more {
            self.pruned.store(now.as_micros(), Ordering::Relaxed);
        }
        Ok(())
    }

    /// How many were removed.
    async fn prune_kind(&self, status: RunStatus, keep: Duration, now: Timestamp) -> Result<u32, StoreError> {
        let keep = i64::try_from(keep.as_micros()).unwrap_or(i64::MAX);
        let before = Timestamp::from_micros(now.as_micros().saturating_sub(keep));
        let prune = Write::Prune { pipeline: None, status: vec![status], before, limit: BATCH };
        match self.journal.write(prune).await? {
            Ok(Written::Removed(count)) => Ok(count),
            _ => Ok(0),
        }
    }
}
