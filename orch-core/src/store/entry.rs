//! One event as stores keep it: by names, as text.

use std::fmt;

use orch_blueprint::Blueprint;
use orch_blueprint::Kind as NodeKind;
use serde_json::Value;

use crate::event::What;
use crate::path::{self, Place};
use crate::{Apart, At, Mark, Recorded, Timestamp, codec};

/// One event of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number within the run, from 0, without gaps.
    pub seq: u64,
    /// When it was recorded.
    pub time: Timestamp,
    /// Where: the full path of the node, by names; the path of the run itself for [`Kind::RunStarted`] and
    /// [`Kind::RunStopped`]. Items go by their index.
    pub path: String,
    /// What happened.
    pub kind: Kind,
    /// What it carries, as JSON. `None` if that was erased.
    pub payload: Option<String>,
    /// The letter that it took, by its number.
    pub letter: Option<u64>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal;)*) => {
        /// What happened, in one word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Kind] = &[$(Kind::$kind),*];

            /// The word that stores keep.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Kind::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// The run began, with this input.
    RunStarted = "run_started";
    /// The run was stopped from outside.
    RunStopped = "run_stopped";
    /// An attempt at a change begins.
    Started = "started";
    /// An attempt failed and will be repeated.
    Retrying = "retrying";
    /// A branch was chosen.
    Decided = "decided";
    /// Plain Rust ran through.
    Passed = "passed";
    /// Plain Rust failed.
    Broken = "broken";
    /// A timer was set, or a signal is waited for.
    Waiting = "waiting";
    /// The timer fired.
    Fired = "fired";
    /// A stage ended well, a value was computed, a signal came.
    Succeeded = "succeeded";
    /// The same as [`Kind::Succeeded`], with the payload of the event whose number is written: a run's output is often that of its
    /// last stage.
    Repeated = "repeated";
    /// A stage failed for good.
    Failed = "failed";
    /// A fan-out has its list.
    Opened = "opened";
    /// An attempt at undoing a change begins.
    Compensating = "compensating";
    /// An attempt at undoing a change failed and will be repeated.
    CompensationRetrying = "compensation_retrying";
    /// A change is undone.
    Compensated = "compensated";
    /// A change could not be undone.
    CompensationFailed = "compensation_failed";
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl std::str::FromStr for Kind {
    type Err = EntryError;

    fn from_str(word: &str) -> Result<Kind, EntryError> {
        let found = Kind::ALL.iter().copied().find(|kind| kind.word() == word);
        found.ok_or_else(|| EntryError::Malformed { path: String::new(), why: format!("`{word}` is no kind of event") })
    }
}

/// A recorded event has no place in a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// There is no such node.
    #[error("`{path}` was recorded, and the pipeline has nothing of that name; if it was renamed, say `.was(\"…\")`")]
    NoPlace {
        /// The recorded path.
        path: String,
    },
    /// A branch was chosen that does not exist.
    #[error("`{path}` chose `{arm}`, and the pipeline has no such branch there")]
    NoArm {
        /// The recorded path.
        path: String,
        /// The recorded branch.
        arm: String,
    },
    /// The payload was erased.
    #[error("what `{path}` recorded was erased")]
    Erased {
        /// The recorded path.
        path: String,
    },
    /// It is no event at all.
    #[error("what `{path}` recorded cannot be read: {why}")]
    Malformed {
        /// The recorded path.
        path: String,
        /// What is wrong.
        why: String,
    },
}

impl Entry {
    /// An event in the form in which stores keep it. `scope` is the path of the run that it belongs to: the pipeline's name, or
    /// the path of the stage as which the pipeline runs.
    pub fn new(blueprint: &Blueprint, scope: &str, recorded: &Recorded, seq: u64, time: Timestamp) -> Entry {
        let path = match recorded.node {
            Some(node) => path::named(blueprint, scope, &recorded.at, node),
            None => scope.to_owned(),
        };
        let (kind, payload) = written(blueprint, recorded);
        Entry { seq, time, path, kind, payload: Some(payload), letter: None }
    }

    /// The event in the form in which a pipeline reads it, where it has a place in that pipeline.
    ///
    /// # Errors
    /// If it has none, or its payload is gone or malformed. Whether the payload is of the right type is found by
    /// [`Pipeline::decode`](crate::Pipeline::decode).
    pub fn recorded(&self, place: &Place) -> Result<Recorded, EntryError> {
        let payload = self.payload.as_deref().ok_or_else(|| EntryError::Erased { path: self.path.clone() })?;
        let what = self.read(place, payload)?;
        let node = place.node;
        Ok(Recorded { at: if node.is_some() { place.at.clone() } else { At::ROOT }, node, what })
    }

    /// Puts the payloads in place of the numbers of [`Kind::Repeated`] events. `entries` are events of one run, in order.
    ///
    /// # Errors
    /// If one repeats what is not among them.
    pub fn resolve(entries: &mut [Entry]) -> Result<(), EntryError> {
        for index in 0..entries.len() {
            if entries[index].kind != Kind::Repeated {
                continue;
            }
            let (before, rest) = entries.split_at_mut(index);
            let entry = &mut rest[0];
            let payload = entry.payload.as_ref().ok_or_else(|| EntryError::Erased { path: entry.path.clone() })?;
            let number = payload.parse::<u64>().ok();
            let found = number.and_then(|number| before.binary_search_by_key(&number, |entry| entry.seq).ok());
            let repeated = found.map(|found| before[found].payload.clone());
            let malformed = || EntryError::Malformed {
                path: entry.path.clone(),
                why: format!("it repeats event {payload}, which is not there"),
            };
            (entry.payload, entry.kind) = (repeated.ok_or_else(malformed)?, Kind::Succeeded);
        }
        Ok(())
    }

    /// The place of this event in a pipeline whose outermost run it belongs to.
    ///
    /// # Errors
    /// If it has none.
    pub fn place(&self, blueprint: &'static Blueprint) -> Result<Place, EntryError> {
        let of_run = matches!(self.kind, Kind::RunStarted | Kind::RunStopped);
        path::find(blueprint, &self.path, of_run).ok_or_else(|| EntryError::NoPlace { path: self.path.clone() })
    }

    fn read(&self, place: &Place, payload: &str) -> Result<What, EntryError> {
        let malformed = |why: String| EntryError::Malformed { path: self.path.clone(), why };
        let value = || serde_json::from_str::<Value>(payload).map_err(|error| malformed(error.to_string()));
        fn parse<T: serde::de::DeserializeOwned>(payload: &str) -> Result<T, String> {
            serde_json::from_str(payload).map_err(|error| error.to_string())
        }
        Ok(match self.kind {
            Kind::RunStarted => What::RunStarted(value()?),
            Kind::RunStopped => What::RunStopped(parse(payload).map_err(malformed)?),
            Kind::Succeeded => What::Succeeded(value()?),
            Kind::Decided => What::Mark(Mark::Decided(self.arm(place, &parse::<String>(payload).map_err(malformed)?)?)),
            Kind::Passed => What::Mark(Mark::Passed),
            Kind::Fired => What::Mark(Mark::Fired),
            Kind::Started => What::Mark(started(payload).map_err(malformed)?),
            Kind::Compensated => What::Mark(Mark::Compensated),
            Kind::Compensating => What::Mark(Mark::Compensating { attempt: parse(payload).map_err(malformed)? }),
            Kind::Retrying | Kind::Broken | Kind::Waiting | Kind::CompensationRetrying | Kind::CompensationFailed => {
                What::Mark(parse(payload).map_err(malformed)?)
            }
            Kind::Repeated => return Err(malformed("what it repeats was not looked up".to_owned())),
            Kind::Failed | Kind::Opened => parse(payload).map_err(malformed)?,
        })
    }

    /// The arm by its text; arms of the same text are told apart by a number in front: `1:Some(x)`.
    fn arm(&self, place: &Place, written: &str) -> Result<u16, EntryError> {
        let no_arm = || EntryError::NoArm { path: self.path.clone(), arm: written.to_owned() };
        let node = place.node.ok_or_else(no_arm)?;
        let NodeKind::Decide { arms } = place.blueprint.nodes[usize::from(node)].kind else { return Err(no_arm()) };
        let (number, text) = written.split_once(':').ok_or_else(no_arm)?;
        let number: usize = number.parse().map_err(|_| no_arm())?;
        let same = arms.iter().enumerate().filter(|(_, arm)| **arm == text);
        let index = match same.clone().count() {
            1 => same.map(|(index, _)| index).next(),
            _ => (arms.get(number) == Some(&text)).then_some(number),
        };
        index.and_then(|index| u16::try_from(index).ok()).ok_or_else(no_arm)
    }
}

/// An attempt that begins: its number, or with what it is called too where something may have to undo it.
fn started(payload: &str) -> Result<Mark, String> {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Written {
        Plain(u32),
        Kept { attempt: u32, arguments: Option<Value> },
    }
    let written = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    Ok(match written {
        Written::Plain(attempt) => Mark::Started { attempt, arguments: None },
        Written::Kept { attempt, arguments } => Mark::Started { attempt, arguments: arguments.map(Apart::new) },
    })
}

/// The kind of an event, and its payload as text.
fn written(blueprint: &Blueprint, recorded: &Recorded) -> (Kind, String) {
    const NOTHING: &str = "null";
    let what = &recorded.what;
    let of_mark = |kind, mark: &Mark| (kind, text(mark));
    match what {
        What::RunStarted(input) => (Kind::RunStarted, codec::text(input)),
        What::RunStopped(failure) => (Kind::RunStopped, text(failure)),
        What::Succeeded(value) => (Kind::Succeeded, codec::text(value)),
        What::Mark(Mark::Decided(case)) => {
            let node = recorded.node.map(|node| &blueprint.nodes[usize::from(node)].kind);
            let arm = match node {
                Some(NodeKind::Decide { arms }) => arms.get(usize::from(*case)).copied().unwrap_or_default(),
                _ => "",
            };
            (Kind::Decided, text(&format!("{case}:{arm}")))
        }
        What::Mark(Mark::Passed) => (Kind::Passed, NOTHING.to_owned()),
        What::Mark(Mark::Fired) => (Kind::Fired, NOTHING.to_owned()),
        What::Mark(Mark::Started { attempt, arguments: None }) => (Kind::Started, attempt.to_string()),
        What::Mark(Mark::Started { attempt, arguments }) => {
            (Kind::Started, codec::text(&serde_json::json!({ "attempt": attempt, "arguments": arguments })))
        }
        What::Mark(Mark::Compensated) => (Kind::Compensated, NOTHING.to_owned()),
        What::Mark(Mark::Compensating { attempt }) => (Kind::Compensating, attempt.to_string()),
        What::Mark(mark @ Mark::CompensationRetrying(_)) => of_mark(Kind::CompensationRetrying, mark),
        What::Mark(mark @ Mark::CompensationFailed(_)) => of_mark(Kind::CompensationFailed, mark),
        What::Mark(mark @ Mark::Retrying(_)) => of_mark(Kind::Retrying, mark),
        What::Mark(mark @ Mark::Failed(_)) => of_mark(Kind::Broken, mark),
        What::Mark(mark @ Mark::Waiting(_)) => of_mark(Kind::Waiting, mark),
        What::Failed { .. } => (Kind::Failed, text(what)),
        What::Opened { .. } => (Kind::Opened, text(what)),
    }
}

/// What this crate defines itself is always written: it has string keys and finite numbers only.
fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
