//! What can go wrong around runs: each error belongs to an operation.

use orch_core::CodecError;
use orch_core::store::{PauseOf, Refused, RunKey, StoreError};

/// The orchestrator could not be started.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StartError {
    /// No store was given.
    #[error("an orchestrator needs a store: `.store(SqliteStore::open(\"orch.db\")?)`")]
    NoStore,
    /// The same pipeline was registered twice.
    #[error("`{pipeline}` with the fingerprint {fingerprint} was registered twice; another version of it must differ")]
    Twice {
        /// Its name.
        pipeline: &'static str,
        /// The fingerprint of both.
        fingerprint: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread that writes could not be started.
    #[error("the journal's thread could not be started: {0}")]
    Thread(String),
}

/// A run could not be submitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SubmitError {
    /// The orchestrator does not know the pipeline.
    #[error("`{0}` is not registered: say `.register::<{0}>()` before `.start()`")]
    NotRegistered(&'static str),
    /// There is a run of this id with another input.
    #[error(
        "there is a run `{id}` of `{pipeline}` already, and it was submitted with another input; ids are unique for each pipeline until the run is pruned"
    )]
    OtherInput {
        /// The pipeline.
        pipeline: &'static str,
        /// The id.
        id: String,
    },
    /// There is a run of this id whose input was erased.
    #[error(
        "there is a run `{id}` of `{pipeline}` already, and its input was erased, so nobody can tell whether it is the same"
    )]
    Erased {
        /// The pipeline.
        pipeline: &'static str,
        /// The id.
        id: String,
    },
    /// The id cannot be one.
    #[error("`{id}` cannot be the id of a run: {why}")]
    BadId {
        /// The id.
        id: String,
        /// Why not.
        why: &'static str,
    },
    /// The correlation id is too long.
    #[error("the correlation id of a run has at most 500 bytes, and this one has {bytes}")]
    LongCorrelation {
        /// How many it has.
        bytes: usize,
    },
    /// The input cannot be written.
    #[error("the input of `{pipeline}` cannot be recorded: {why}")]
    Input {
        /// The pipeline.
        pipeline: &'static str,
        /// Why not.
        why: CodecError,
    },
    /// The input is too large.
    #[error("the input of `{pipeline}` has {bytes} bytes as JSON, and at most {limit} are recorded (`max_payload`)")]
    TooLarge {
        /// The pipeline.
        pipeline: &'static str,
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// As many runs as allowed are under way.
    #[error("{limit} runs are under way, and no more may be (`max_runs`); `submit` waits, `try_submit` says this")]
    Overloaded {
        /// How many may be.
        limit: usize,
    },
    /// As much as allowed waits for the disk.
    #[error(
        "{bytes} bytes wait for the disk, and no more than {limit} may (`max_unwritten`); `submit` waits, `try_submit` says this"
    )]
    Behind {
        /// How many do.
        bytes: usize,
        /// How many may.
        limit: usize,
    },
    /// The orchestrator is shutting down.
    #[error("the orchestrator is shutting down and takes no more runs")]
    ShuttingDown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// No handle of a run could be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AttachError {
    /// The orchestrator does not know the pipeline.
    #[error("`{0}` is not registered: say `.register::<{0}>()` before `.start()`")]
    NotRegistered(&'static str),
    /// There is no such run.
    #[error("there is no run `{id}` of `{pipeline}`; it was never submitted, or was pruned")]
    NoRun {
        /// The pipeline.
        pipeline: &'static str,
        /// The id.
        id: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The state of a run could not be shown.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StateError {
    /// There is no such run any more.
    #[error("the run was pruned")]
    NoRun,
    /// What was recorded of it was erased.
    #[error("what was recorded of the run was erased")]
    Erased,
    /// What was recorded does not fit this build of the pipeline.
    #[error("the run does not fit this build: {0}")]
    Incompatible(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Something could not be done with runs.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum OperateError {
    /// The store refused it.
    #[error("run `{id}` of `{pipeline}`: {why}")]
    Refused {
        /// The name of its pipeline.
        pipeline: String,
        /// Its id.
        id: String,
        /// Why.
        why: Refused,
    },
    /// There is no run of this number.
    #[error("there is no run {0}; it was pruned, or the number is that of another store")]
    NoRun(RunKey),
    /// What shall be recorded of who does it and why is too large.
    #[error("sender and reason have {bytes} bytes, and at most {limit} are recorded (`max_payload`)")]
    TooLarge {
        /// How many they have.
        bytes: usize,
        /// How many they may have.
        limit: usize,
    },
    /// No pipeline that is registered here has this name, or an agent of it.
    #[error(
        "{} `{name}` is none that is registered here{}; `pause_elsewhere` pauses what only other processes know",
        match of { PauseOf::Agent => "agent", PauseOf::Pipeline => "pipeline" },
        nearest.map(|nearest| format!(": did you mean `{nearest}`?")).unwrap_or_default()
    )]
    Unknown {
        /// What was to be paused.
        of: PauseOf,
        /// The name that was given.
        name: String,
        /// The known name that is nearest to it, if one is near.
        nearest: Option<&'static str>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OperateError {
    pub(super) fn refused(pipeline: &str, id: &str, why: Refused) -> OperateError {
        OperateError::Refused { pipeline: pipeline.to_owned(), id: id.to_owned(), why }
    }
}
