//! What was sent to the disk, as long as it is on its way.

use orch_core::store::{Append, Then};

use super::room::weight;

/// What an append held.
#[derive(Clone, Copy)]
pub(super) struct Sent {
    /// All events that are numbered lower are written with it.
    pub(super) upto: u64,
    /// Whether it said what becomes of the run.
    pub(super) then: bool,
    /// How much room it took.
    pub(super) bytes: usize,
}

impl Sent {
    /// The same, acknowledged before its time: a planted bug. Its room is given back when it is written.
    pub(super) fn early(self) -> Sent {
        Sent { bytes: 0, ..self }
    }

    pub(super) fn of(append: &Append) -> Sent {
        let upto = append.events.last().map_or(0, |last| last.seq + 1);
        let then = !matches!(append.then, Then::GoOn | Then::Moved | Then::Restart | Then::Adopt { .. });
        Sent { upto, then, bytes: append.events.iter().map(weight).sum() }
    }
}
