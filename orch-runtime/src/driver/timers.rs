//! The durable timers of a run: sleeps, and the time limits of signals.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_core::{Clock, Timestamp, sabotage};
use tokio::time::{Sleep, sleep};

use super::Key;
use crate::rare::Rare;

/// Timers by the time at which they are due; those of one time fire in the order in which they were set.
#[derive(Default)]
pub(super) struct Timers {
    due: Rare<BTreeMap<(Timestamp, u64), Key>>,
    set: u64,
    sleep: Option<(Timestamp, Pin<Box<Sleep>>)>,
}

/// What a planted bug adds to each wait.
fn late() -> Duration {
    Duration::from_secs(u64::from(sabotage::is("late_timer")))
}

impl Timers {
    pub(super) fn set(&mut self, key: Key, until: Timestamp) {
        self.due.make().insert((until, self.set), key);
        self.set += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.due.get().is_none_or(BTreeMap::is_empty)
    }

    /// When the node's timer fires, if it has one.
    pub(super) fn until(&self, key: &Key) -> Option<Timestamp> {
        self.due.get()?.iter().find(|(_, set)| *set == key).map(|((until, _), _)| *until)
    }

    /// All nodes with a timer.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.due.get().into_iter().flat_map(BTreeMap::values)
    }

    pub(super) fn clear(&mut self, key: &Key) {
        if let Some(due) = self.due.get_mut() {
            due.retain(|_, set| set != key);
        }
    }

    /// Ready with the next one that is due.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, clock: &dyn Clock) -> Poll<Key> {
        let Some(first) = self.due.get_mut().and_then(BTreeMap::first_entry) else { return Poll::Pending };
        let until = first.key().0;
        let now = clock.now();
        if until <= now && sabotage::is("timer_twice") {
            return Poll::Ready(first.get().clone());
        }
        if until <= now {
            return Poll::Ready(first.remove());
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
        Poll::Ready(first.remove())
    }
}
