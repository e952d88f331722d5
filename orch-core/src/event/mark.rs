//! Events of one node that carry no typed value.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Apart, Failure, Timestamp};

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
