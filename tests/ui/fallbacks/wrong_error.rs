//! row: 16
//! mistakes: 2
//! shows: A fallback takes the failure of another agent, or a field that failures do not have.
//! remedy: Take `Failed<E>` with the error of the stage before.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[orch::agent(once)]
async fn other(order: &Order, failed: orch::Failed<orch::NoError>) -> Receipt {
    Receipt { id: order.id + failed.message.len() as u64 }
}

#[orch::agent(once)]
async fn pay_later(order: &Order, amount: u32) -> Receipt {
    Receipt { id: order.id + u64::from(amount) }
}

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, 1).or_else(|failed| other(&order, failed)).await?
    }

    Field(order: Order) -> Receipt {
        pay(&order, 1).or_else(|failed| pay_later(&order, failed.amount)).await?
    }
}

fn main() {}
