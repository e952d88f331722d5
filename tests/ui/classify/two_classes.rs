use orch::Classify;

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue timed out")]
    #[transient]
    #[permanent]
    Timeout,
}

fn main() {}
