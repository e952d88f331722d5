//! row: 24
//! mistakes: 6
//! shows: `retry_after` names no field that is a time.
//! remedy: Name a field of type `Duration` or `Option<Duration>` of a transient variant.

use std::time::Duration;

use orch::Classify;

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("misspelled")]
    #[transient(retry_after = wiat)]
    Misspelled { wait: Duration },
    #[error("no field")]
    #[transient(retry_after = wait)]
    NoField,
    #[error("number")]
    #[transient(retry_after = 1)]
    Number(Duration),
    #[error("option")]
    #[transient(after = wait)]
    Option { wait: Duration },
    #[error("permanent")]
    #[permanent(retry_after = wait)]
    Permanent { wait: Duration },
    #[error("type")]
    #[transient(retry_after = wait)]
    Type { wait: u64 },
}

fn main() {}
