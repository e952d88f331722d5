//! What a driver keeps of a durable run: what waits for the disk, for the end of a pause, for letters, for leave to go.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use orch_blueprint::Blueprint;
use orch_core::engine::{BoxFuture, Retried};
use orch_core::store::{self, StoreError};
use orch_core::{Ask, path};

use super::super::{Key, Left, Next};
use super::Durable;
use super::sharing::HeldBack;
use crate::engine::Run;
use crate::journal::{Place, RunLog};

/// Writes down what happens in one pipeline of a durable run.
pub(in crate::driver) struct Recorder {
    pub(super) durable: Arc<Durable>,
    pub(super) outermost: bool,
    /// Where it stands in the queue of those who wait for room before the disk.
    place: Place,
    /// Attempts at changes whose "started" is on its way to the disk, in order.
    pub(super) held: VecDeque<(u64, Key, Held)>,
    /// Changes whose start is recorded with the acceptance of the run, each with the number of that event.
    pub(super) begun: Vec<(u64, Key)>,
    /// Attempts at what is paused, and the version of the board at which it was.
    pub(super) paused: Vec<(Key, Paused, HeldBack)>,
    pub(super) paused_at: u64,
    /// The answer to "it parks" or "it is handed back" is awaited.
    pub(super) leaving: Option<Left>,
    /// Letters are being read.
    pub(super) reading: Option<BoxFuture<Result<Vec<store::Letter>, StoreError>>>,
    /// They shall be read.
    pub(super) look: bool,
    /// The last letter that was read.
    pub(super) seen: u64,
    /// Why the run shall end, if a letter says so.
    pub(super) cancelled: Option<String>,
}

/// What waits for the disk.
pub(in crate::driver) enum Held {
    /// An attempt at a change.
    Attempt(Ask),
    /// An attempt at undoing one.
    Undo { attempt: u32, retried: Option<Box<Retried>> },
}

/// What waits for the end of a pause.
pub(super) enum Paused {
    Attempt(u32, Ask),
    Undo(u32, Option<Box<Retried>>),
}

/// What the recorder says to the driver.
pub(in crate::driver) enum Recording {
    /// It may go on.
    Free,
    /// This happened.
    Next(Next),
    /// Nothing may happen now.
    Wait,
}

impl Recorder {
    pub(in crate::driver) fn of(run: &Run) -> Option<Box<Recorder>> {
        let durable = Arc::clone(run.durable.as_ref()?);
        let outermost = run.parent().is_none();
        Some(Box::new(Recorder {
            durable,
            outermost,
            place: Place::default(),
            held: VecDeque::new(),
            begun: Vec::new(),
            paused: Vec::new(),
            paused_at: 0,
            leaving: None,
            reading: None,
            look: false,
            seen: 0,
            cancelled: None,
        }))
    }

    /// Whether attempts wait for the disk or for the end of a pause: the run is at work then.
    pub(in crate::driver) fn holds(&self) -> bool {
        !self.held.is_empty()
            || !self.paused.is_empty()
            || self.look
            || self.reading.is_some()
            || self.cancelled.is_some()
    }

    /// A node is given up.
    pub(in crate::driver) fn forget(&mut self, key: &Key) {
        self.held.retain(|(_, held, _)| held != key);
        self.paused.retain(|(paused, ..)| paused != key);
    }

    /// Whether something is recorded of the pipeline that is this attempt at a stage, and was not taken up yet.
    pub(in crate::driver) fn has_past(&self, blueprint: &'static Blueprint, key: &Key, attempt: u32) -> bool {
        let stage = path::named(blueprint, &self.durable.scope, &key.0, key.1);
        self.durable.shared.has_recovered(&path::scope_of(&stage, attempt))
    }

    pub(super) fn log(&self) -> &Arc<RunLog> {
        &self.durable.log
    }

    /// Ready when the disk is not so far behind that the run has to wait.
    pub(super) fn poll_room(&mut self, cx: &Context<'_>) -> Poll<()> {
        self.durable.log.poll_room(&mut self.place, cx)
    }

    /// Whether nothing more is started.
    pub(in crate::driver) fn is_releasing(&self) -> bool {
        self.durable.shared.releasing.load(Ordering::Relaxed)
    }

    /// Whether the answer to "it leaves" is awaited.
    pub(in crate::driver) fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Whether letters shall be read, and nobody reads them yet.
    pub(in crate::driver) fn shall_look(&self) -> bool {
        self.look && self.reading.is_none()
    }

    pub(super) fn release(&self) {
        self.durable.shared.releasing.store(true, Ordering::Relaxed);
    }
}
