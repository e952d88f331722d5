//! From a record to a line of the output.

use orch::{Classify, agent};
use serde::{Deserialize, Serialize};

use super::super::bar::{Bar, Repair};
use super::super::output::Ledger;
use super::analysis::{Anomaly, Indicators, Report};

/// What is known of a day: one JSON line of the output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    #[serde(flatten)]
    pub bar: Bar,
    #[serde(flatten)]
    pub indicators: Indicators,
    #[serde(flatten)]
    pub anomaly: Anomaly,
    /// What the reviewer said, if one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Verdict>,
}

/// What a reviewer says of a suspicious day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Accepted,
    Rejected,
}

/// The day is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was wrong with the line, if it was not good as it stood.
    pub complaint: Option<String>,
    /// What had to be mended before.
    pub repairs: Vec<Repair>,
    pub reviewed: bool,
}

/// Why a record is not stored.
#[derive(Debug, thiserror::Error, Classify)]
pub enum StoreError {
    #[error("cannot write: {0}")]
    #[transient]
    Io(#[from] std::io::Error),
    #[error("rejected by the reviewer: {0}")]
    #[permanent]
    Rejected(String),
}

/// Appends the record to the output, unless its date is there: a repeat changes nothing.
///
/// The date is the key of the output. Where the other side has no such key, `cx.idempotency_key()` is one.
#[agent(idempotent, timeout = 5s, retry(attempts = 3, backoff = exponential(10ms, max = 1s)))]
pub async fn store(record: &Record, #[resource] ledger: &Ledger) -> Result<Receipt, StoreError> {
    ledger.append(record.bar.date, record).await?;
    let Record { bar, review, .. } = record;
    Ok(Receipt { complaint: bar.complaint.clone(), repairs: bar.repairs.clone(), reviewed: review.is_some() })
}

/// Appends what the reviewer let pass, with the verdict in the record.
#[agent(idempotent, timeout = 5s, retry(attempts = 3, backoff = exponential(10ms, max = 1s)))]
pub async fn store_reviewed(
    report: &Report,
    verdict: Verdict,
    #[resource] ledger: &Ledger,
) -> Result<Receipt, StoreError> {
    match verdict {
        Verdict::Accepted => {
            let record = Record { review: Some(verdict), ..report.record.clone() };
            store(&record, ledger).await
        }
        Verdict::Rejected => Err(StoreError::Rejected(report.reasons.join(", "))),
    }
}
