use orch::Classify;

#[derive(Debug, Classify)]
pub enum QuoteError {
    #[transient]
    Timeout,
}

fn main() {}
