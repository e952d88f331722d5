//! A small shop, whose agents the cases use.
#![allow(dead_code)]

use orch::{Classify, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: u64,
    pub amount: u32,
    pub lines: Vec<Line>,
    pub big: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    pub id: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    Fine(Order),
    Odd(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("declined: {code}")]
    #[permanent]
    Declined { code: u32 },
    #[error("busy")]
    #[transient]
    Busy,
}

/// Looks whether an order makes sense.
#[agent(reads)]
pub async fn check(order: &Order) -> Result<Verdict, Trouble> {
    Ok(Verdict::Fine(order.clone()))
}

/// Adds the prices up.
#[agent(pure)]
pub async fn price(order: &Order) -> u32 {
    order.amount
}

/// Looks how many there are.
#[agent(reads)]
pub async fn stock(line: &Line) -> Result<u32, Trouble> {
    Ok(line.count)
}

/// Keeps an order.
#[agent(idempotent)]
pub async fn store(order: Order) -> Receipt {
    Receipt { id: order.id }
}

/// Takes the money.
#[agent(once)]
pub async fn pay(order: &Order, amount: u32) -> Result<Receipt, Trouble> {
    Ok(Receipt { id: order.id + u64::from(amount) })
}

/// Tells the customer.
#[agent(idempotent)]
pub async fn mail(text: String) {
    drop(text);
}

pipeline! {
    /// Prices an order.
    pub Pricing(order: Order) -> u32 {
        price(&order).await?
    }
}
