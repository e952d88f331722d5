//! The checkpoint of a run: typed slots, and how far each node has come.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::beside::Beside;
use crate::cells::Cells;
use crate::saga::Saga;
use crate::{Again, AnySlot, Apart, Failure, Timestamp};

/// How far a node has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It waits for what it names, or for what is written before it.
    #[default]
    Waiting,
    /// It may start: the driver has its command.
    Ready,
    /// An attempt is recorded, a wait began, or items are open.
    Running,
    /// It ended well.
    Succeeded,
    /// It failed.
    Failed,
    /// The branch went another way.
    Skipped,
    /// It was not wanted any more.
    Cancelled,
    /// It was a change, and whether it happened is not known.
    Unknown,
    /// It is being undone, because the run has failed.
    Compensating,
    /// It was undone.
    Compensated,
}

impl Status {
    /// Whether nothing will happen to it any more.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Status::Waiting | Status::Ready | Status::Running)
    }
}

/// One instance of a frame: the typed struct that `pipeline!` generates, as library code sees it.
pub trait FrameState: Any + Send + Sync {
    /// How far its nodes have come.
    fn progress(&self) -> &Progress;

    /// The same, to be moved on.
    fn progress_mut(&mut self) -> &mut Progress;

    /// The frames that `node` opened; `None` if it opens none.
    fn items(&self, node: u16) -> Option<&dyn AnyItems>;

    /// The same, to be moved on.
    fn items_mut(&mut self, node: u16) -> Option<&mut dyn AnyItems>;
}

/// The values of one instance of a frame, as saving sees them: see [`Pipeline::slots`](crate::Pipeline::slots). A trait of its own, so
/// that a program which saves nothing need not know how.
pub trait FrameSlots {
    /// Its `index`-th slot and the slot's name; `None` past the last.
    fn slot(&self, index: usize) -> Option<(&'static str, &dyn AnySlot)>;

    /// Its `index`-th slot.
    fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot>;

    /// The JSON schema of what the `index`-th slot holds, where its type has one and the feature `schema` is on.
    fn schema(&self, index: usize) -> Option<serde_json::Value> {
        let _ = index;
        None
    }
}

/// The frames that one node opened: an item or a round each.
#[derive(Debug)]
pub struct Items<F> {
    /// The number of the first frame that is still kept.
    first: u32,
    frames: VecDeque<F>,
    keys: Option<Arc<[String]>>,
}

impl<F> Default for Items<F> {
    fn default() -> Self {
        Items { first: 0, frames: VecDeque::new(), keys: None }
    }
}

impl<F> Items<F> {
    /// The frame of an item or round.
    ///
    /// # Panics
    /// If it is not open: a broken invariant of the machine.
    pub fn get(&self, item: u32) -> &F {
        &self.frames[(item - self.first) as usize]
    }

    /// The same, to be filled.
    ///
    /// # Panics
    /// If it is not open: a broken invariant of the machine.
    pub fn get_mut(&mut self, item: u32) -> &mut F {
        &mut self.frames[(item - self.first) as usize]
    }

    /// The frames that are kept, in order.
    pub fn iter(&self) -> impl Iterator<Item = &F> {
        self.frames.iter()
    }

    /// The last frame: the round that ended with a `break`.
    pub fn last(&self) -> Option<&F> {
        self.frames.back()
    }

    /// The name of an item, where `.key(…)` gave one.
    pub fn key(&self, item: u32) -> Option<&str> {
        self.keys.as_ref()?.get(item as usize).map(String::as_str)
    }

    /// Gives the items their names.
    pub fn set_keys(&mut self, keys: Option<Arc<[String]>>) {
        self.keys = keys;
    }
}

/// [`Items`], whatever their type.
pub trait AnyItems {
    /// The numbers of the frames that are kept: the first, and how many.
    fn span(&self) -> (u32, u32);

    /// A frame that is kept.
    fn frame(&self, item: u32) -> Option<&dyn FrameState>;

    /// A frame that is kept.
    fn frame_mut(&mut self, item: u32) -> Option<&mut dyn FrameState>;

    /// Opens this many more frames, and gives the number of the first. With `forget`, the ones before it are dropped: nobody looks back at
    /// rounds.
    fn open(&mut self, more: u32, forget: bool) -> u32;

    /// A frame to which nothing has happened: for describing what a frame holds.
    fn empty(&self) -> Box<dyn FrameState>;

    /// Makes room for this many more frames.
    fn reserve(&mut self, more: u32);

    /// Begins again at this number: for loading a state.
    fn restart_at(&mut self, first: u32);

    /// The names of the items.
    fn keys(&self) -> Option<&Arc<[String]>>;

    /// Gives the items their names: for loading a state.
    fn load_keys(&mut self, keys: Option<Arc<[String]>>);
}

impl<F: FrameState + Default> AnyItems for Items<F> {
    fn span(&self) -> (u32, u32) {
        (self.first, self.frames.len() as u32)
    }

    fn frame(&self, item: u32) -> Option<&dyn FrameState> {
        let index = item.checked_sub(self.first)? as usize;
        self.frames.get(index).map(|frame| frame as &dyn FrameState)
    }

    fn frame_mut(&mut self, item: u32) -> Option<&mut dyn FrameState> {
        let index = item.checked_sub(self.first)? as usize;
        self.frames.get_mut(index).map(|frame| frame as &mut dyn FrameState)
    }

    fn open(&mut self, more: u32, forget: bool) -> u32 {
        let item = self.first + self.frames.len() as u32;
        if forget {
            self.frames.clear();
            self.first = item;
        }
        // Where they belong: one that is pushed is put together first and copied.
        self.frames.resize_with(self.frames.len() + more as usize, F::default);
        item
    }

    fn empty(&self) -> Box<dyn FrameState> {
        Box::new(F::default())
    }

    fn reserve(&mut self, more: u32) {
        self.frames.reserve(more as usize);
    }

    fn restart_at(&mut self, first: u32) {
        self.frames.clear();
        self.first = first;
    }

    fn keys(&self) -> Option<&Arc<[String]>> {
        self.keys.as_ref()
    }

    fn load_keys(&mut self, keys: Option<Arc<[String]>>) {
        self.keys = keys;
    }
}

/// How far the nodes of one frame instance have come. It is empty until the frame is opened.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Progress {
    /// One cell a node, by its number within the frame.
    pub(crate) cells: Cells,
    /// How many nodes are not settled.
    pub(crate) left: u16,
    /// What else is known.
    pub(crate) beside: Beside,
}

/// A [`Progress`] as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Progress")]
struct Written {
    cells: Cells,
    left: u16,
    horizon: Option<Horizon>,
    details: BTreeMap<u16, Detail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    saga: Option<Saga>,
}

impl From<Written> for Progress {
    fn from(Written { cells, left, horizon, details, saga }: Written) -> Progress {
        Progress { cells, left, beside: Beside::new(horizon, details, saga) }
    }
}

impl From<Progress> for Written {
    fn from(Progress { cells, left, beside }: Progress) -> Written {
        let (horizon, details, saga) = beside.into_parts();
        Written { cells, left, horizon, details, saga }
    }
}

/// One node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) status: Status,
    /// How many nodes it still waits for.
    pub(crate) pending: u16,
    /// The arm that was chosen; 1 for a stage whose fallback took over.
    pub(crate) case: u16,
}

impl Cell {
    /// One that waits for so many others when its frame opens, and may start if there are none.
    pub(crate) fn opening(waits: usize) -> Cell {
        let status = if waits == 0 { Status::Ready } else { Status::Waiting };
        Cell { status, pending: waits as u16, ..Cell::default() }
    }
}

/// Where a frame ends early, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Horizon {
    /// The node, by its number within the frame; -1 if the frame was given up from outside.
    pub(crate) node: i32,
    pub(crate) ending: Ending,
}

/// How a frame ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ending {
    /// With its last line.
    Done,
    /// With `return`.
    Return,
    /// With `restart`: the run begins anew.
    Restart,
    /// With `break`.
    Break,
    /// With `continue`.
    Continue,
    /// With a failure.
    Failed(Apart<Failure>),
    /// It was given up from outside.
    Halted,
}

/// What is known of a node beyond its status.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// Attempts that were recorded as started.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) started: u32,
    /// What it was called with, where something may have to undo it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) arguments: Option<Apart<serde_json::Value>>,
    /// The last attempt that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) again: Option<Apart<Again>>,
    /// How it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<Apart<Failure>>,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wait: Option<Wait>,
    /// What it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) opened: Option<Box<Opened>>,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Wait {
    pub(crate) until: Option<Timestamp>,
    pub(crate) key: Option<String>,
}

/// A fan-out, a `for` or a loop under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Opened {
    /// Items in all; rounds at most.
    pub(crate) count: u32,
    pub(crate) concurrent: Option<u32>,
    pub(crate) tolerate: Option<u32>,
    /// Items opened so far.
    pub(crate) next: u32,
    /// Items that are open and not finished.
    pub(crate) open: u32,
    /// Items that failed, and why.
    pub(crate) failures: BTreeMap<u32, Apart<Failure>>,
    /// No item behind this one is wanted.
    pub(crate) limit: Option<u32>,
    /// How the last round or item ended, where that ends the whole.
    pub(crate) ending: Option<Ending>,
}

impl Progress {
    /// The status of a node, by its number within the frame.
    #[inline]
    pub fn status(&self, local: u16) -> Status {
        self.cells.get(usize::from(local)).map_or(Status::Waiting, |cell| cell.status)
    }

    /// The arm that a decision chose; 1 for a stage that failed and has a fallback.
    pub fn case(&self, local: u16) -> u16 {
        self.cells[usize::from(local)].case
    }

    /// Why the frame was given up from outside as a whole, if it was: the body of a run that was stopped.
    pub(crate) fn stopped(&self) -> Option<&Failure> {
        match self.beside.horizon()? {
            Horizon { node: -1, ending: Ending::Failed(failure) } => Some(failure),
            _ => None,
        }
    }

    /// How a node failed.
    pub fn failure(&self, local: u16) -> Option<&Failure> {
        self.beside.detail(local)?.failure.as_deref()
    }

    /// The failed items of what a node opened, and why each failed.
    pub fn item_failures(&self, local: u16) -> impl Iterator<Item = (u32, &Failure)> {
        let opened = self.beside.detail(local).and_then(|detail| detail.opened.as_deref());
        opened.into_iter().flat_map(|opened| opened.failures.iter().map(|(item, failure)| (*item, &**failure)))
    }

    /// How long the last wait before an attempt was, and when the first attempt started.
    pub fn backoff(&self, local: u16) -> Option<(Timestamp, Duration)> {
        let again = self.beside.detail(local)?.again.as_ref()?;
        Some((again.since, again.wait))
    }
}
