//! The durable timers of a run: sleeps, and the time limits of signals.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_core::{Clock, Timestamp, sabotage};
use tokio::time::{Sleep, sleep};

use super::Key;
use super::keyed::ByKey;
use crate::rare::Rare;

/// The timers of a run: a node has one at most.
#[derive(Default)]
pub(super) struct Timers {
    pending: Rare<Pending>,
    set: u64,
    sleep: Option<(Timestamp, Pin<Box<Sleep>>)>,
}

/// Those that have not fired.
#[derive(Default)]
struct Pending {
    /// By the time at which they are due; those of one time fire in the order in which they were set.
    due: BTreeMap<Due, Key>,
    of: ByKey<Due>,
}

/// When a timer fires, and as the how manieth it was set.
type Due = (Timestamp, u64);

impl Pending {
    fn remove(&mut self, key: &Key) {
        if let Some(due) = self.of.remove(key) {
            self.due.remove(&due);
        }
    }
}

/// What a planted bug adds to each wait.
fn late() -> Duration {
    Duration::from_secs(u64::from(sabotage::is("late_timer")))
}

impl Timers {
    pub(super) fn set(&mut self, key: Key, until: Timestamp) {
        let pending = self.pending.make();
        pending.remove(&key);
        pending.of.insert(key.clone(), (until, self.set));
        pending.due.insert((until, self.set), key);
        self.set += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pending.get().is_none_or(|pending| pending.due.is_empty())
    }

    /// When the node's timer fires, if it has one.
    pub(super) fn until(&self, key: &Key) -> Option<Timestamp> {
        Some(self.pending.get()?.of.get(key)?.0)
    }

    /// All nodes with a timer.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.pending.get().into_iter().flat_map(|pending| pending.due.values())
    }

    pub(super) fn clear(&mut self, key: &Key) {
        if let Some(pending) = self.pending.get_mut() {
            pending.remove(key);
        }
    }

    /// Whether one is due by now.
    pub(super) fn is_due(&self, clock: &dyn Clock) -> bool {
        let first = self.pending.get().and_then(|pending| pending.due.first_key_value());
        first.is_some_and(|((until, _), _)| *until <= clock.now())
    }

    /// Ready with the next one that is due.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, clock: &dyn Clock) -> Poll<Key> {
        let Some(pending) = self.pending.get_mut() else { return Poll::Pending };
        let Some((&(until, _), key)) = pending.due.first_key_value() else { return Poll::Pending };
        let key = key.clone();
        let now = clock.now();
        if until <= now && sabotage::is("timer_twice") {
            return Poll::Ready(key);
        }
        if until <= now {
            pending.remove(&key);
            return Poll::Ready(key);
        }
        let (_, sleep) = match &mut self.sleep {
            Some(known) if known.0 == until => known,
            other => other.insert((until, Box::pin(sleep(until.since(now) + late())))),
        };
        if sleep.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        // A clock that does not follow tokio's time may not be there yet; what was slept has passed all the same.
        self.sleep = None;
        pending.remove(&key);
        Poll::Ready(key)
    }
}
