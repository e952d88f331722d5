//! A watch list priced eight symbols at a time. Some symbols may fail: the others count, and the failures are told of.
//!
//! ```text
//! cargo run --example fan_out
//! ```
#![allow(missing_docs, unreachable_pub, reason = "an example is read, not linked")]

use std::sync::Arc;
use std::time::Duration;

use orch::{Classify, Context, Failure, Gathered, Resources, agent, pipeline};
use serde::{Deserialize, Serialize};

/// What is held, and how much of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub symbol: String,
    pub shares: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub cents: u64,
}

/// What the list is worth, without the symbols that have no price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Valuation {
    pub cents: u64,
    pub priced: usize,
    /// The symbols without a price, and why.
    pub unpriced: Vec<(String, String)>,
}

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue is busy")]
    #[transient]
    Busy,
    #[error("the venue knows no `{0}`")]
    #[permanent]
    UnknownSymbol(String),
}

/// A venue that answers the first question about each symbol with "busy", and knows no symbol that begins with `X`.
pub struct Venue {
    pub latency: Duration,
}

impl Venue {
    async fn ask(&self, symbol: &str, attempt: u32) -> Result<Quote, QuoteError> {
        tokio::time::sleep(self.latency).await;
        match symbol {
            _ if symbol.starts_with('X') => Err(QuoteError::UnknownSymbol(symbol.into())),
            _ if attempt == 1 => Err(QuoteError::Busy),
            _ => Ok(Quote { cents: symbol.bytes().map(u64::from).sum() }),
        }
    }
}

/// Asks the venue for a price.
#[agent(reads, timeout = 2s, retry(attempts = 3, backoff = exponential(5ms, max = 100ms)))]
pub async fn fetch_quote(position: &Position, #[resource] venue: &Venue, cx: &Context) -> Result<Quote, QuoteError> {
    venue.ask(&position.symbol, cx.attempt()).await
}

/// What a position is worth.
#[agent(pure, timeout = 1s)]
pub async fn value(position: &Position, quote: &Quote) -> u64 {
    u64::from(position.shares) * quote.cents
}

/// Adds up what is priced.
#[agent(pure, timeout = 1s)]
pub async fn add_up(worths: &Gathered<u64>) -> Valuation {
    let why = |(symbol, failure): &(String, Failure)| (symbol.clone(), failure.message.clone());
    Valuation {
        cents: worths.values.iter().map(|(_, cents)| cents).sum(),
        priced: worths.values.len(),
        unpriced: worths.failures.iter().map(why).collect(),
    }
}

pipeline! {
    /// What a watch list is worth, if at least four out of five of its symbols have a price.
    pub WatchList(positions: Vec<Position>) -> Valuation {
        let worths = for position in each(positions).concurrent(8).key(|p| p.symbol).tolerate(0.2) {
            let quote = fetch_quote(&position).await?;
            value(&position, &quote).await?
        };
        add_up(&worths).await?
    }
}

#[derive(Resources)]
pub struct App {
    pub venue: Arc<Venue>,
}

/// A list of positions of one share each.
pub fn positions(symbols: &[&str]) -> Vec<Position> {
    symbols.iter().map(|symbol| Position { symbol: (*symbol).into(), shares: 1 }).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let app = App { venue: Arc::new(Venue { latency: Duration::from_millis(20) }) };
    let list = positions(&["AAPL", "AMZN", "BRK", "GOOG", "INTC", "KO", "MSFT", "NVDA", "ORCL", "PEP", "WMT", "XYZ"]);
    let (valuation, report) = WatchList(list).resources(&app).run_with_report().await;
    let Valuation { cents, priced, unpriced } = valuation?;
    println!("{priced} symbols are worth {}.{:02}", cents / 100, cents % 100);
    for (symbol, why) in unpriced {
        println!("{symbol} is left out: {why}");
    }
    println!("\n{report}");
    Ok(())
}
