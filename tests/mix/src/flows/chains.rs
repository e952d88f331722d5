//! Stages one after another: chains, branches, fallbacks, retries, recorded values.
#![allow(missing_docs, reason = "what the fields of an input mean is seen in the flow")]

use orch::pipeline;
use serde::{Deserialize, Serialize};

use crate::agents::{busy, calc, flaky, look, nonce, note, pay, ship};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    pub n: u64,
    pub size: Size,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Size {
    Small,
    Large { boxes: u64 },
}

/// What stands in a result where nobody knows whether a `once` happened.
pub const UNSURE: &str = "unsure";

pipeline! {
    /// Reads, changes and a `once`.
    pub Chain(n: u64) -> Vec<String> {
        let seen = look(n).await?;
        let paid = pay(seen).await?;
        let shipped: String = match ship(paid).await {
            Ok(what) => what,
            Err(_) => UNSURE.to_string(),
        };
        let after = look(paid).named("after").await?;
        let booked = pay(after).named("book").await?;
        vec![shipped, format!("booked {booked}")]
    }

    /// Quiet stages side by side, then a change.
    pub Quiet(n: u64) -> u64 {
        let a = look(n).await?;
        let b = look(n + 1).named("b").await?;
        let c = calc(a, b).await?;
        let d = look(c).named("d").await?;
        let e = look(c + d).named("e").await?;
        pay(d + e).await?
    }

    /// Branches, a match, an early end.
    pub Choices(order: Order) -> String {
        let seen = look(order.n).await?;
        if seen.is_multiple_of(2) {
            pay(seen).named("even").await?;
        }
        let done: u64 = match order.size {
            Size::Small => pay(seen).named("small").await?,
            Size::Large { boxes } => {
                let first = pay(seen + boxes).named("large").await?;
                look(first).named("check").await?
            }
        };
        if done > 1000 {
            return "far".to_string();
        }
        let last = pay(done).named("last").await?;
        format!("near {last}")
    }

    /// A fallback takes over; a failure is a value.
    pub Rescue(n: u64) -> String {
        let saved = busy(n).or_else(|_| pay(n + 1)).await?;
        match busy(saved).named("again").await {
            Ok(_) => "never".to_string(),
            Err(failed) => {
                let last = pay(saved).named("after").await?;
                format!("{last} after {} attempts", failed.attempts)
            }
        }
    }

    /// Attempts that fail first.
    pub Retries(n: u64) -> u64 {
        let first = flaky(n).await?;
        let second = flaky(first).named("second").await?;
        pay(second).await?
    }

    /// Plain Rust, and values that no second computation would give again.
    pub Glue(n: u64) -> String {
        let drawn: u64 = nonce();
        let at = now().await;
        let id = uuid().await;
        let chance = random().await;
        let text: String = format!("{drawn} {} {id} {chance}", at.as_micros());
        let first = note(text.clone()).await?;
        let twice: u64 = n.to_string().repeat(2).parse()?;
        let paid = pay(twice).await?;
        let second = note(format!("{drawn} {} {id} {chance}", at.as_micros())).named("second").await?;
        if first == second { format!("same {paid}") } else { "differing".to_string() }
    }
}
