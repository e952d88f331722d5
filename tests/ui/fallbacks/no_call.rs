//! row: 16
//! mistakes: 4
//! shows: A fallback is no call of an agent.
//! remedy: Write `|failed| other(failed)`; a plain value is a `match` on the `Result`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Value(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| Receipt { id: 0 }).await?
    }

    Block(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| async { Receipt { id: 0 } }).await?
    }

    Path(order: Order) -> Receipt {
        pay(&order, 1).or_else(store).await?
    }

    Two(order: Order) -> Receipt {
        pay(&order, 1).or_else(|a, b| store(order)).await?
    }
}

fn main() {}
