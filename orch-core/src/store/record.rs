//! What a store gives back: runs, letters, pauses, numbers.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// The number of a run in its store, from 1. It is never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunKey(pub i64);

impl fmt::Display for RunKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The id under which a process has entered a store. Every start of a program has another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Process(pub Arc<str>);

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How far a run has come, as the store knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Somebody drives it, or should.
    Running,
    /// It waits for a timer or a signal, and nobody drives it.
    Parked,
    /// It ended well.
    Succeeded,
    /// It ended with a failure.
    Failed,
    /// It was cancelled.
    Cancelled,
    /// Nothing could save it: it waits for a person.
    DeadLettered,
}

impl RunStatus {
    /// All of them.
    pub const ALL: [RunStatus; 6] = [
        RunStatus::Running,
        RunStatus::Parked,
        RunStatus::Succeeded,
        RunStatus::Failed,
        RunStatus::Cancelled,
        RunStatus::DeadLettered,
    ];

    /// Whether nothing will happen to it any more.
    pub const fn has_ended(self) -> bool {
        !matches!(self, RunStatus::Running | RunStatus::Parked)
    }

    /// The word that stores keep: `running`, `parked`, `dead_lettered`.
    pub const fn word(self) -> &'static str {
        match self {
            RunStatus::Running => "running",
            RunStatus::Parked => "parked",
            RunStatus::Succeeded => "succeeded",
            RunStatus::Failed => "failed",
            RunStatus::Cancelled => "cancelled",
            RunStatus::DeadLettered => "dead_lettered",
        }
    }
}

impl fmt::Display for RunStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for RunStatus {
    type Err = String;

    fn from_str(word: &str) -> Result<RunStatus, String> {
        let found = RunStatus::ALL.into_iter().find(|status| status.word() == word);
        found.ok_or_else(|| format!("`{word}` is no status of a run"))
    }
}

/// A run, as the store knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRecord {
    /// Its number.
    pub run: RunKey,
    /// The name of its pipeline.
    pub pipeline: String,
    /// The id that its submitter gave it.
    pub id: String,
    /// The id under which the outer world knows what it belongs to.
    pub correlation: String,
    /// The fingerprint of the build of the pipeline that drove it last.
    pub fingerprint: String,
    /// How far it has come.
    pub status: RunStatus,
    /// Who drives it.
    pub owner: Option<Process>,
    /// The fencing token of the last claim.
    pub token: u64,
    /// When it was accepted.
    pub created: Timestamp,
    /// Since when it waits, if it is parked: when its last event was recorded.
    pub parked: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// When it wants to be woken, if it is parked on a timer.
    pub wake: Option<Timestamp>,
    /// What it waits for, if it is parked.
    pub waits: Vec<Waited>,
    /// How many processes died over it since it last moved.
    pub crashes: u32,
    /// The number of the event with which its present history begins: that of the last `restart`.
    pub origin: u64,
    /// How long it has worked until it last parked, was handed back or ended, time parked left out, in microseconds. Counted
    /// where the pipeline has a `#[work_limit]`; otherwise 0.
    pub worked_micros: u64,
    /// How it failed, as JSON of a [`Failure`](crate::Failure), if it did.
    pub failure: Option<String>,
    /// Whether its payloads were erased.
    pub erased: bool,
}

/// One thing that a parked run waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waited {
    /// Where: the path of the node.
    pub path: String,
    /// The name of the signal; none for a timer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
    /// The business key under which the signal must come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// When the wait ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// A letter to a run: something from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Its number, which ascends over all runs of the store.
    pub number: u64,
    /// To whom.
    pub run: RunKey,
    /// What it is.
    pub kind: LetterKind,
    /// Who sent it, if they said so.
    pub sender: Option<String>,
    /// Why, if they said so.
    pub reason: Option<String>,
    /// When.
    pub time: Timestamp,
}

/// What a letter is.
#[derive(Debug, Clone, PartialEq)]
pub enum LetterKind {
    /// A signal.
    Signal {
        /// Its name.
        name: String,
        /// Its business key.
        key: Option<String>,
        /// Its payload, as JSON.
        payload: String,
    },
    /// The run shall end.
    Cancel,
}

/// What does not start at the moment, across all runs and processes.
#[derive(Debug, Clone, PartialEq)]
pub struct Pause {
    /// What kind of thing.
    pub of: PauseOf,
    /// Its name.
    pub name: String,
    /// Who paused it, if they said so.
    pub sender: Option<String>,
    /// Why, if they said so.
    pub reason: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// What can be paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseOf {
    /// An agent: no attempt at it starts.
    Agent,
    /// A pipeline: none of its runs starts anything.
    Pipeline,
}

impl PauseOf {
    /// The word that stores keep: `agent`, `pipeline`.
    pub const fn word(self) -> &'static str {
        match self {
            PauseOf::Agent => "agent",
            PauseOf::Pipeline => "pipeline",
        }
    }
}

/// Which runs to list. What is `None` lets everything through.
#[derive(Debug, Clone, PartialEq)]
pub struct RunFilter {
    /// Those of this pipeline.
    pub pipeline: Option<String>,
    /// Those that have come this far. Empty is any.
    pub status: Vec<RunStatus>,
    /// Those that wait for a signal of this name.
    pub signal: Option<String>,
    /// Those that were accepted before this time.
    pub created_before: Option<Timestamp>,
    /// Those that were accepted at this time or later.
    pub created_after: Option<Timestamp>,
    /// Those that have been parked since this time or longer: "waits for whom, how long".
    pub parked_before: Option<Timestamp>,
    /// Those that ended before this time.
    pub ended_before: Option<Timestamp>,
    /// Those with this correlation id.
    pub correlation: Option<String>,
    /// Those that this process drives.
    pub owner: Option<Process>,
    /// Those with higher numbers: the last one of the page before.
    pub after: Option<RunKey>,
    /// At most so many. 1,000 unless said otherwise.
    pub limit: u32,
}

impl Default for RunFilter {
    fn default() -> RunFilter {
        RunFilter {
            pipeline: None,
            status: Vec::new(),
            signal: None,
            created_before: None,
            created_after: None,
            parked_before: None,
            ended_before: None,
            correlation: None,
            owner: None,
            after: None,
            limit: 1000,
        }
    }
}

impl RunFilter {
    /// Whether it lets the run through; the limit is the caller's.
    pub fn admits(&self, run: &RunRecord) -> bool {
        let before = |limit: Option<Timestamp>, time: Option<Timestamp>| {
            limit.is_none_or(|limit| time.is_some_and(|time| time < limit))
        };
        self.pipeline.as_ref().is_none_or(|name| *name == run.pipeline)
            && (self.status.is_empty() || self.status.contains(&run.status))
            && self.signal.as_ref().is_none_or(|name| run.waits.iter().any(|wait| wait.signal.as_ref() == Some(name)))
            && before(self.created_before, Some(run.created))
            && self.created_after.is_none_or(|limit| run.created >= limit)
            && self.parked_before.is_none_or(|limit| run.parked.is_some_and(|parked| parked <= limit))
            && before(self.ended_before, run.ended)
            && self.correlation.as_ref().is_none_or(|id| *id == run.correlation)
            && self.owner.as_ref().is_none_or(|owner| run.owner.as_ref() == Some(owner))
            && self.after.is_none_or(|after| run.run > after)
    }
}

/// How many runs there are and how much room they take.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Runs by status, in the order of [`RunStatus::ALL`]; those of which there are none are left out.
    pub runs: Vec<(RunStatus, u64)>,
    /// Events of all runs.
    pub events: u64,
    /// Letters to runs that have not ended, which were not taken yet.
    pub letters: u64,
    /// Bytes on disk; 0 if the store is in memory.
    pub bytes: u64,
}
