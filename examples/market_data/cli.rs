//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::agents::Verdict;

/// Validates, enriches, grades and stores daily bars.
///
/// Exits with 0 if every line was stored or waits for its review, 1 if some lines were rejected, 2 if the command line is
/// wrong, the input cannot be read or the output cannot be written, 3 if Ctrl-C stopped it (with --db).
#[derive(Debug, Parser)]
#[command(name = "market_data")]
pub struct Options {
    /// A CSV file with the columns date,open,high,low,close,adjclose,volume
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sp500-2000.csv"))]
    pub input: PathBuf,

    /// Where the records go, one JSON object a line, with `date` as the key [default: market_data.jsonl among the
    /// system's temporary files]
    #[arg(long, value_name = "FILE", default_value_os_t = default_out(), hide_default_value = true)]
    pub out: PathBuf,

    /// Keep the runs in this file, one a trading day: killed at any time and started again with the same files, the program
    /// goes on where it was
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// What the reviewer says of suspicious days
    #[arg(long, value_enum, default_value_t)]
    pub review: Review,
}

/// What happens to suspicious days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Review {
    /// Store them
    #[default]
    Accept,
    /// Reject them
    Reject,
    /// Leave them waiting
    Park,
}

impl Review {
    /// What the reviewer says, if it says anything.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Review::Accept => Some(Verdict::Accepted),
            Review::Reject => Some(Verdict::Rejected),
            Review::Park => None,
        }
    }
}

fn default_out() -> PathBuf {
    std::env::temp_dir().join("market_data.jsonl")
}
