//! row: 15
//! mistakes: 2
//! shows: Retries multiply over three levels, past the limit at the outermost.
//! remedy: Retry at one level only: a level that retries nothing multiplies nothing.

#[path = "../shop.rs"]
mod shop;

use orch::{agent, pipeline};
use shop::*;

/// Asks the bank.
#[agent(reads, retry(attempts = 3))]
async fn ask(order: &Order) -> Result<u32, Trouble> {
    Ok(order.amount)
}

pipeline! {
    Asking(order: Order) -> u32 {
        ask(&order).await?
    }

    /// Nine attempts are fine.
    Twice(order: Order) -> u32 {
        Asking(order).with(retry(attempts = 3)).await?
    }

    Thrice(order: Order) -> u32 {
        Twice(order).with(retry(attempts = 2)).await?
    }

    Between(order: Order) -> u32 {
        Twice(order).await?
    }

    Above(order: Order) -> u32 {
        if order.big {
            Between(order).named("careful").with(retry(attempts = 6)).await?
        } else {
            0
        }
    }

    /// It adds nothing, so nothing is said again.
    Outside(order: Order) -> u32 {
        let one = Thrice(order.clone()).await?;
        let two = Above(order).await?;
        one + two
    }

    /// Nor here: what is refused further down is mended there first.
    Further(order: Order) -> u32 {
        Thrice(order).with(retry(attempts = 2)).await?
    }
}

fn main() {}
