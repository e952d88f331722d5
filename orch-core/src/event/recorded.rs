//! Events in the form in which journals keep them: typed values as data, and what is known without them as it is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Mark, NodeEvent, NodeOpened, RunEvent};
use crate::codec::{decode, encode};
use crate::{Apart, At, CodecError, Failure, Saved};

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
