//! What happened: the events from which a state is rebuilt.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::codec::{decode, encode};
use crate::{Apart, At, CodecError, Failure, Saved, Slot, Timestamp, Transition};

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

/// An event of one node that carries no typed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// An attempt at a change begins. Written before the world can be touched.
    Started {
        /// Which, from 1.
        attempt: u32,
        /// What it is called with, where something may have to undo it; none for a stage that takes nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arguments: Option<Apart<Value>>,
    },
    /// An attempt failed and will be repeated.
    Retrying(Apart<Again>),
    /// A branch was chosen.
    Decided(u16),
    /// Plain Rust ran through without an error, or a loop, a `break` or a `continue` was reached.
    Passed,
    /// Plain Rust failed or panicked, or a wait ended in a failure.
    Failed(Apart<Failure>),
    /// The node waits from now on.
    Waiting(Apart<Waiting>),
    /// The timer fired.
    Fired,
    /// The run has failed, and an attempt at undoing this change begins.
    Compensating {
        /// Which, from 1.
        attempt: u32,
    },
    /// An attempt at undoing this change failed and will be repeated.
    CompensationRetrying(Apart<Again>),
    /// The change is undone.
    Compensated,
    /// The change could not be undone. The others are undone all the same.
    CompensationFailed(Apart<Failure>),
}

/// What a node waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// For a timer or at most until then.
    pub until: Option<Timestamp>,
    /// For a signal with this key.
    pub key: Option<String>,
}

impl Mark {
    /// The node waits from now on.
    pub fn waiting(until: Option<Timestamp>, key: Option<String>) -> Mark {
        Mark::Waiting(Apart::new(Waiting { until, key }))
    }
}

/// A failed attempt that will be repeated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Again {
    /// Which attempt failed, from 1.
    pub attempt: u32,
    /// Why.
    pub failure: Failure,
    /// When the first attempt started.
    pub since: Timestamp,
    /// When the next one may start.
    pub at: Timestamp,
    /// The wait until then, as it was decided.
    pub wait: Duration,
}

/// An event of a pipeline in the form in which journals keep it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// The frame.
    #[serde(default, skip_serializing_if = "is_root")]
    pub at: At,
    /// The node's number, and none for the events of the whole run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<u16>,
    /// What happened.
    pub what: What,
}

fn is_root(at: &At) -> bool {
    *at == At::ROOT
}

/// What happened, encoded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The run began with this input.
    RunStarted(Value),
    /// The run was stopped from outside.
    RunStopped(Apart<Failure>),
    /// See [`Mark`].
    Mark(Mark),
    /// See [`NodeEvent::Succeeded`].
    Succeeded(Value),
    /// See [`NodeEvent::Failed`].
    Failed {
        /// Why.
        failure: Apart<Failure>,
        /// Whether the world may have been changed all the same.
        unknown: bool,
        /// What the flow sees.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Value>,
        /// What the fallback sees.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<Value>,
    },
    /// See [`NodeEvent::Opened`].
    Opened {
        /// How many items.
        count: u32,
        /// How many at once.
        concurrent: Option<u32>,
        /// How many may fail.
        tolerate: Option<u32>,
        /// The names of the items.
        keys: Option<Arc<[String]>>,
        /// The list.
        list: Option<Value>,
    },
}

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
    /// See [`NodeEvent::transition`].
    fn transition(&self, handled: bool) -> Transition<'_>;
}

impl<T, F> Moves for NodeEvent<T, F> {
    fn transition(&self, handled: bool) -> Transition<'_> {
        NodeEvent::transition(self, handled)
    }
}

impl<T: Saved, F: Saved> NodeEvent<T, F> {
    /// The event in the form in which journals keep it.
    ///
    /// # Errors
    /// If a value cannot be written.
    pub fn encode(&self, at: &At, node: u16) -> Result<Recorded, CodecError> {
        let what = match self {
            NodeEvent::Succeeded(value) => What::Succeeded(encode(&**value)?),
            NodeEvent::Failed(failed) => What::Failed {
                failure: again(&failed.failure),
                unknown: failed.unknown,
                value: written(failed.value.as_deref())?,
                error: written(failed.error.as_deref())?,
            },
            NodeEvent::Opened(opened) => What::Opened {
                count: opened.count,
                concurrent: opened.concurrent,
                tolerate: opened.tolerate,
                keys: opened.keys.clone(),
                list: written(opened.list.as_deref())?,
            },
        };
        Ok(Recorded { at: at.clone(), node: Some(node), what })
    }

    /// The event from the form in which journals keep it.
    ///
    /// # Errors
    /// If what was recorded is not of the types that this build expects.
    pub fn decode(what: &What) -> Result<NodeEvent<T, F>, CodecError> {
        match what {
            What::Succeeded(value) => Ok(NodeEvent::Succeeded(Arc::new(decode(value)?))),
            What::Failed { failure, unknown, value, error } => {
                let (value, error) = (read(value), read(error));
                Ok(NodeEvent::failed(failure.clone(), *unknown, value?, error?))
            }
            What::Opened { count, concurrent, tolerate, keys, list } => {
                let (count, concurrent, tolerate) = (*count, *concurrent, *tolerate);
                let (keys, list) = (keys.clone(), read(list)?);
                Ok(NodeEvent::Opened(Box::new(NodeOpened { count, concurrent, tolerate, keys, list })))
            }
            other => Err(misplaced(other)),
        }
    }
}

/// Its clone, compiled here and not with every pipeline.
fn again(failure: &Failure) -> Apart<Failure> {
    Apart::new(failure.clone())
}

fn written<T: Saved>(value: Option<&T>) -> Result<Option<Value>, CodecError> {
    value.map(encode).transpose()
}

fn read<T: Saved>(value: &Option<Value>) -> Result<Option<Arc<T>>, CodecError> {
    Ok(value.as_ref().map(decode).transpose()?.map(Arc::new))
}

impl Recorded {
    /// A [`Mark`] as journals keep it.
    pub fn mark(at: &At, node: u16, mark: &Mark) -> Recorded {
        Recorded { at: at.clone(), node: Some(node), what: What::Mark(mark.clone()) }
    }

    /// The end of a run that was stopped from outside, which is the same for all pipelines.
    pub fn stopped(failure: &Failure) -> Recorded {
        Recorded { at: At::ROOT, node: None, what: What::RunStopped(Apart::new(failure.clone())) }
    }
}

impl<I: Saved> RunEvent<I> {
    /// The event in the form in which journals keep it.
    ///
    /// # Errors
    /// If the input cannot be written.
    pub fn encode(&self) -> Result<Recorded, CodecError> {
        match self {
            RunEvent::Started(input) => {
                Ok(Recorded { at: At::ROOT, node: None, what: What::RunStarted(encode(&**input)?) })
            }
            RunEvent::Stopped(failure) => Ok(Recorded::stopped(failure)),
        }
    }

    /// The event from the form in which journals keep it.
    ///
    /// # Errors
    /// If the input is not of the type that this build expects.
    pub fn decode(what: &What) -> Result<RunEvent<I>, CodecError> {
        match what {
            What::RunStarted(input) => Ok(RunEvent::Started(Arc::new(decode(input)?))),
            What::RunStopped(failure) => Ok(RunEvent::Stopped(failure.clone())),
            other => Err(misplaced(other)),
        }
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

/// What was recorded does not belong to the node that it names.
pub fn misplaced(what: &What) -> CodecError {
    let kind = match what {
        What::RunStarted(_) => "run started",
        What::RunStopped(_) => "run stopped",
        What::Mark(_) => "mark",
        What::Succeeded(_) => "succeeded",
        What::Failed { .. } => "failed",
        What::Opened { .. } => "opened",
    };
    CodecError::Read { ty: "event", why: format!("`{kind}` has no place at this node") }
}
