//! row: 19
//! mistakes: 1
//! shows: An error has no text.
//! remedy: Add `#[derive(thiserror::Error)]` and `#[error("…")]`.

use orch::Classify;

#[derive(Debug, Classify)]
pub enum QuoteError {
    #[transient]
    Timeout,
}

fn main() {}
