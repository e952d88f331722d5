//! row: 12
//! mistakes: 2
//! shows: A pipeline that keeps nothing has changes with an undo.
//! remedy: Take `#[ephemeral]` away, or write `compensate = nothing("why")`.

#[path = "../shop.rs"]
mod shop;

use orch::{agent, pipeline};
use shop::*;

#[agent(idempotent)]
async fn void(_order: &Order, _amount: &u32, _receipt: Option<&Receipt>) {}

#[agent(once, compensate = void)]
async fn charge(order: &Order, amount: u32) -> Receipt {
    Receipt { id: order.id + u64::from(amount) }
}

pipeline! {
    #[ephemeral]
    Charging(order: Order) -> Receipt {
        charge(&order, 1).await?
    }

    #[ephemeral]
    Paying(order: Order) -> Receipt {
        pay(&order, 1).with(compensate = void).await?
    }

    /// Fine: somebody else looks after it.
    #[ephemeral]
    Leaving(order: Order) -> Receipt {
        charge(&order, 1).with(compensate = nothing("the customer is asked")).await?
    }
}

fn main() {}
