//! row: 19
//! mistakes: 1
//! shows: A variant has two classes.
//! remedy: Keep one of them.

use orch::Classify;

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue timed out")]
    #[transient]
    #[permanent]
    Timeout,
}

fn main() {}
