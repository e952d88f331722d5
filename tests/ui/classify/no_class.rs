//! row: 19
//! mistakes: 3
//! shows: An error says nothing about what may be done about it.
//! remedy: Put `#[transient]`, `#[permanent]` or `#[partial]` on it.

use orch::Classify;

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue timed out")]
    #[transient]
    Timeout,
    #[error("no such symbol: {0}")]
    UnknownSymbol(String),
    #[error("closed")]
    Closed { until: u64 },
}

#[derive(Debug, thiserror::Error, Classify)]
#[error("no")]
pub struct No;

fn main() {}
