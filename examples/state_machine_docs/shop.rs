//! A shop: a fan-out with a fallback and a race, a saga with compensations, and rounds that wait for a customer.

use orch::{Classify, Failed, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub customer: String,
    pub articles: Vec<String>,
}

#[derive(Debug, thiserror::Error, Classify, Serialize, Deserialize)]
pub enum ShopError {
    #[error("not in stock")]
    #[permanent]
    SoldOut,
    #[error("try again")]
    #[transient]
    Busy,
}

/// What an article costs today.
#[agent(reads, timeout = 2s, retry(attempts = 4, backoff = exponential(50ms, max = 2s)))]
pub async fn price(article: &str) -> Result<u64, ShopError> {
    Ok(article.len() as u64)
}

/// What an article cost in yesterday's list.
#[agent(reads, timeout = 1s)]
pub async fn list_price(article: &str) -> u64 {
    article.len() as u64
}

/// The sum with all rebates.
#[agent(pure, timeout = 1s)]
pub async fn total(prices: &[u64]) -> u64 {
    prices.iter().sum()
}

/// Keeps the articles for the customer.
#[agent(idempotent, timeout = 5s, retry(attempts = 3), compensate = release)]
pub async fn reserve(order: &Order) -> Result<String, ShopError> {
    Ok(order.customer.clone())
}

/// Gives reserved articles back.
#[agent(idempotent)]
pub async fn release(order: &Order, reserved: Option<&String>) {
    let _ = (order, reserved);
}

/// Charges the customer. A repeat would charge twice.
#[agent(once, timeout = 10s, compensate = refund)]
pub async fn pay(order: &Order, sum: u64) -> Result<String, ShopError> {
    Ok(format!("{} {sum}", order.customer))
}

/// Pays back.
#[agent(idempotent)]
pub async fn refund(order: &Order, sum: &u64, paid: Option<&String>) {
    let _ = (order, sum, paid);
}

/// Writes to the customer.
#[agent(idempotent, timeout = 5s, compensate = nothing("a mail cannot be called back"))]
pub async fn notify(order: &Order, text: &str) -> String {
    format!("{}: {text}", order.customer)
}

pipeline! {
    /// The sum of a basket, at today's prices where they can be had.
    pub Basket(order: Order) -> u64 {
        let prices = for article in each(&order.articles).concurrent(8) {
            price(article).or_else(|_| list_price(article)).await?
        };
        total(&prices).await?
    }

    /// Reserves, charges and tells; or undoes all of it.
    #[saga]
    #[deadline(10min)]
    pub Checkout(order: Order) -> String {
        let sum = Basket(order.clone()).await?;
        let reserved = reserve(&order).await?;
        let paid = pay(&order, sum).after(&reserved).await?;
        notify(&order, &paid).await?
    }

    /// Asks the customer up to three times, a day apart.
    pub Confirmation(order: Order) -> String {
        let answer: String = #[rounds(3)] loop {
            let _ = notify(&order, "please confirm").await?;
            match signal::<String>("confirm").timeout(1d).await {
                Ok(text) => break text,
                Err(Failed { .. }) => sleep(1h).await,
            }
        };
        answer
    }
}
