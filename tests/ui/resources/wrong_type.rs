//! row: 20
//! mistakes: 2
//! shows: A resource is there under another type.
//! remedy: Agents ask by type: provide exactly the type behind the `&`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::sync::Arc;

pub struct Bank;
pub trait Post: Send + Sync {}

#[orch::agent(once)]
async fn charge(order: &Order, #[resource] bank: &Bank) -> Receipt {
    let _ = bank;
    Receipt { id: order.id }
}

#[orch::agent(once)]
async fn send(order: &Order, #[resource] post: &Arc<dyn Post>) -> Receipt {
    let _ = post;
    Receipt { id: order.id }
}

#[derive(orch::Resources)]
pub struct Wrapped {
    bank: Option<Arc<Bank>>,
}

pipeline! {
    Charging(order: Order) -> Receipt {
        charge(&order).await?
    }

    Sending(order: Order) -> Receipt {
        send(&order).await?
    }
}

async fn run(order: Order, app: &Wrapped) {
    let _ = Charging(order.clone()).resources(app).run().await;
    let _ = Sending(order).resources(app).run().await;
}

fn main() {}
