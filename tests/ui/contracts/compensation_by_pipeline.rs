//! row: 12
//! mistakes: 2
//! shows: A pipeline should undo a change.
//! remedy: Name an agent with `#[agent(idempotent)]`.

#[path = "../shop.rs"]
mod shop;

use orch::{agent, pipeline};
use shop::*;

#[agent(once, compensate = Pricing)]
async fn charge(order: Order) -> Receipt {
    Receipt { id: order.id }
}

pipeline! {
    Paying(order: Order) -> Receipt {
        store(order).with(compensate = Pricing).await?
    }
}

fn main() {}
