//! What happened: the events from which a state is rebuilt.

mod mark;
mod recorded;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Apart, At, Failure, Slot, Transition};

pub use mark::{Again, Mark, Waiting};
pub use recorded::{Recorded, What, misplaced};

/// An event of a whole run, around the pipeline's own.
#[derive(Debug)]
pub enum RunEvent<I> {
    /// It began with this input.
    Started(Arc<I>),
    /// It was stopped from outside: cancelled, or its deadline passed.
    Stopped(Apart<Failure>),
}

/// An event of one node that carries a typed value. `T` is what the node's slot holds; `F` its second slot: the error of a
/// stage whose fallback wants to see it, or the list of a fan-out.
#[derive(Debug)]
pub enum NodeEvent<T, F = NoValue> {
    /// The stage ended well, the value was computed, the signal came.
    Succeeded(Arc<T>),
    /// The stage failed for good.
    Failed(Box<NodeFailed<T, F>>),
    /// A fan-out or a `for` has its list.
    Opened(Box<NodeOpened<F>>),
}

/// An event of one node, in the frame where it happened: what a variant of a pipeline's events holds.
#[derive(Debug)]
pub struct Placed<T, F = NoValue> {
    /// The frame.
    pub at: At,
    /// What happened.
    pub event: NodeEvent<T, F>,
}

impl<T, F> Placed<T, F> {
    /// This event, there.
    #[inline]
    pub fn new(at: At, event: NodeEvent<T, F>) -> Placed<T, F> {
        Placed { at, event }
    }

    /// The value was computed, there.
    #[inline]
    pub fn succeeded(at: At, value: Arc<T>) -> Placed<T, F> {
        Placed { at, event: NodeEvent::Succeeded(value) }
    }

    /// See [`NodeEvent::store`].
    pub fn store(self, slot: &mut Slot<T>) {
        self.event.store(slot);
    }

    /// See [`NodeEvent::store_both`].
    pub fn store_both(self, slot: &mut Slot<T>, second: &mut Slot<F>) {
        self.event.store_both(slot, second);
    }
}

/// How a stage failed. `value` and `error` are there where the flow looks at them.
#[derive(Debug)]
pub struct NodeFailed<T, F = NoValue> {
    /// Why.
    pub failure: Apart<Failure>,
    /// Whether the world may have been changed all the same.
    pub unknown: bool,
    /// The `Result` that the flow sees when the stage has no `?`.
    pub value: Option<Arc<T>>,
    /// The error that the fallback sees.
    pub error: Option<Arc<F>>,
}

/// The list of a fan-out or a `for`.
#[derive(Debug)]
pub struct NodeOpened<F = NoValue> {
    /// How many items.
    pub count: u32,
    /// How many at once; `None` is no limit.
    pub concurrent: Option<u32>,
    /// How many may fail; `None` if none was tolerated.
    pub tolerate: Option<u32>,
    /// The names of the items, where `.key(…)` gives them.
    pub keys: Option<Arc<[String]>>,
    /// The list itself, where it was computed.
    pub list: Option<Arc<F>>,
}

/// The type of a slot that is never filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoValue {}

impl<T, F> NodeEvent<T, F> {
    /// The stage failed for good.
    pub fn failed(
        failure: Apart<Failure>,
        unknown: bool,
        value: Option<Arc<T>>,
        error: Option<Arc<F>>,
    ) -> NodeEvent<T, F> {
        NodeEvent::Failed(Box::new(NodeFailed { failure, unknown, value, error }))
    }

    /// The event without its typed values. `handled`: the flow looks at a failure of this node itself.
    #[inline]
    pub fn transition(&self, handled: bool) -> Transition<'_> {
        match self {
            NodeEvent::Succeeded(_) => Transition::Succeeded,
            NodeEvent::Failed(failed) => {
                Transition::Failed { failure: &failed.failure, unknown: failed.unknown, handled }
            }
            NodeEvent::Opened(opened) => {
                let NodeOpened { count, concurrent, tolerate, .. } = **opened;
                Transition::Opened { count, concurrent, tolerate }
            }
        }
    }

    /// Puts the value into its slot.
    #[inline]
    pub fn store(self, slot: &mut Slot<T>) {
        match self {
            NodeEvent::Succeeded(value) => slot.set(value),
            NodeEvent::Failed(failed) => failed.value.into_iter().for_each(|value| slot.set(value)),
            NodeEvent::Opened(_) => {}
        }
    }

    /// Puts the value and the error into their slots.
    pub fn store_both(self, slot: &mut Slot<T>, second: &mut Slot<F>) {
        match self {
            NodeEvent::Failed(failed) => match *failed {
                NodeFailed { error: Some(error), .. } => second.set(error),
                NodeFailed { value, .. } => value.into_iter().for_each(|value| slot.set(value)),
            },
            NodeEvent::Opened(opened) => opened.list.into_iter().for_each(|list| second.set(list)),
            NodeEvent::Succeeded(value) => slot.set(value),
        }
    }

    /// The names of the items that this event opens.
    pub fn keys(&self) -> Option<Arc<[String]>> {
        match self {
            NodeEvent::Opened(opened) => opened.keys.clone(),
            _ => None,
        }
    }
}

/// An event of one node, whatever it carries.
pub trait Moves {
    /// The frame.
    fn at(&self) -> &At;

    /// See [`NodeEvent::transition`].
    fn transition(&self, handled: bool) -> Transition<'_>;
}

impl<T, F> Moves for Placed<T, F> {
    fn at(&self) -> &At {
        &self.at
    }

    fn transition(&self, handled: bool) -> Transition<'_> {
        self.event.transition(handled)
    }
}

impl<I> RunEvent<I> {
    /// The event without its typed value.
    pub fn transition(&self) -> Transition<'_> {
        match self {
            RunEvent::Started(_) => Transition::RunStarted,
            RunEvent::Stopped(failure) => Transition::RunStopped(failure),
        }
    }
}
