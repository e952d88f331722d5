//! Why an input could not be started.

use orch_core::store::StoreError;

/// An input could not be started.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputError {
    /// The orchestrator does not know the pipeline.
    #[error("`{0}` is not registered: say `.register::<{0}>()` before `.start()`")]
    NotRegistered(&'static str),
    /// The name cannot be one.
    #[error("`{name}` cannot be the name of an input: {why}")]
    BadName {
        /// The name.
        name: String,
        /// Why not.
        why: &'static str,
    },
    /// There is such an input in this process already.
    #[error(
        "there is an input `{0}` in this process already, and it has not ended; names tell what is recorded of inputs apart"
    )]
    Taken(String),
    /// The cron expression cannot be read.
    #[error("the schedule `{name}` cannot be read:\n{why}")]
    Cron {
        /// The name of the schedule.
        name: String,
        /// The expression with a mark below the place that is wrong, and what is wrong with it.
        why: String,
    },
    /// The orchestrator is shutting down.
    #[error("the orchestrator is shutting down and takes no more inputs")]
    ShuttingDown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
