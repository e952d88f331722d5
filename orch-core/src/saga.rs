//! What a run would have to undo: its changes, in the order in which they ended, with everything that undoing needs.
//!
//! Slots may be filled again and rounds are forgotten, so arguments and outputs are kept here, as data.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Again, Apart, At, Failure};

/// What a run would have to undo. It is kept with the body's progress.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Saga {
    /// The changes that ended and were not undone, in the order in which they ended.
    pub(crate) done: Vec<Done>,
    /// The last attempt at undoing the last of them, if it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) again: Option<Apart<Again>>,
    /// Those that could not be undone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) failed: Vec<NotUndone>,
}

/// A change that ended and may have to be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) at: At,
    pub(crate) node: u16,
    /// The names of the items on the way, where they have any: the frames may be gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<Option<String>>,
    /// What it was called with.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub(crate) arguments: Value,
    pub(crate) outcome: Known,
}

/// What is known of the output of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// It gave this.
    Output(Value),
    /// Nobody knows whether it happened.
    Nothing,
}

/// A change that could not be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct NotUndone {
    pub(crate) stage: String,
    pub(crate) message: String,
}

/// The key of `Failure::details` under which stands what could not be undone.
const KEY: &str = "compensation_failed";

/// Says in the failure of a run what could not be undone.
pub(crate) fn tell(failure: &mut Failure, failed: Vec<NotUndone>) {
    for NotUndone { stage, message } in &failed {
        failure.message.push_str(&format!("; `{stage}` could not be undone: {message}"));
    }
    let mut details = match failure.details.take() {
        Some(Value::Object(details)) => details,
        Some(other) => [("details".to_owned(), other)].into_iter().collect(),
        None => Default::default(),
    };
    // A pipeline within the run may have failed in the same way.
    let list = details.entry(KEY).or_insert_with(|| json!([]));
    if let Value::Array(list) = list {
        list.extend(
            failed.into_iter().map(|NotUndone { stage, message }| json!({ "stage": stage, "message": message })),
        );
    }
    failure.details = Some(Value::Object(details));
}
