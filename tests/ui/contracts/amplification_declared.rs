//! row: 15
//! mistakes: 3
//! shows: `#[amplification(n)]` is below what the retries come to.
//! remedy: Raise the number, or lower one of the attempts. What a pipeline within says of itself holds for itself.

#[path = "../shop.rs"]
mod shop;

use orch::{agent, pipeline};
use shop::*;

/// Takes the money, with a key.
#[agent(idempotent, retry(attempts = 5))]
async fn charge(order: &Order) -> Result<Receipt, Trouble> {
    Ok(Receipt { id: order.id })
}

pipeline! {
    Payment(order: Order) -> Receipt {
        charge(&order).await?
    }

    #[amplification(19)]
    TooFew(order: Order) -> Receipt {
        Payment(order).with(retry(attempts = 4)).await?
    }

    #[amplification(8)]
    Strict(order: Order) -> Receipt {
        Payment(order).with(retry(attempts = 2)).await?
    }

    /// This is meant.
    #[amplification(20)]
    Checkout(order: Order) -> Receipt {
        Payment(order).with(retry(attempts = 4)).await?
    }

    Outer(order: Order) -> Receipt {
        Checkout(order).with(retry(attempts = 2)).await?
    }
}

fn main() {}
