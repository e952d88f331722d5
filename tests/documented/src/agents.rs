//! Agents with every sort of contract.

use orch::{Classify, agent};
use serde::{Deserialize, Serialize};

/// What is bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// In grams.
    pub weight: u64,
}

impl Order {
    /// What is sent.
    pub fn parcel(&self) -> other_crate::Parcel {
        other_crate::Parcel { weight: self.weight }
    }
}

/// What the customer gets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// In cents.
    pub sum: u64,
}

/// Why there is no price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Classify)]
pub enum PriceError {
    /// The list is being written.
    #[transient]
    Busy,
}

impl std::fmt::Display for PriceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the list is being written")
    }
}

/// Where prices stand.
pub struct List;

/// What it costs today.
#[agent(reads, timeout = 2s, retry(attempts = 4, backoff = exponential(50ms, max = 2s)))]
pub async fn price(order: &Order, #[resource] list: &List) -> Result<u64, PriceError> {
    let _ = list;
    Ok(order.weight)
}

/// What it cost yesterday.
#[agent(pure)]
pub async fn last_known(order: &Order) -> u64 {
    order.weight
}

/// Takes the money.
#[agent(once, timeout = 10s, compensate = refund)]
pub async fn charge(order: &Order, sum: u64) -> u64 {
    order.weight + sum
}

/// Gives the money back.
#[agent(idempotent)]
pub async fn refund(order: &Order, sum: &u64, paid: Option<&u64>) {
    let _ = (order, sum, paid);
}

/// Says no.
#[agent(idempotent, compensate = nothing("a mail cannot be called back"))]
pub async fn decline(order: &Order) -> Receipt {
    Receipt { sum: order.weight }
}

/// Writes to nobody, which a private agent takes back.
#[agent(idempotent, compensate = take_back)]
pub async fn deliver(parts: &[u64]) -> Receipt {
    Receipt { sum: parts.iter().sum() }
}

#[agent(idempotent)]
async fn take_back(parts: &[u64], delivered: Option<&Receipt>) {
    let _ = (parts, delivered);
}

/// Its parts.
#[agent(pure)]
pub async fn parts(n: u64) -> Vec<u64> {
    (0..n).collect()
}

/// Looks at a part.
#[agent(pure)]
pub async fn check(part: u64) -> u64 {
    part
}
