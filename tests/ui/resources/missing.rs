//! row: 20
//! mistakes: 5
//! shows: A run is started without a resource that its agents need.
//! remedy: Add the field that the message names, and pass `.resources(&app)`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::sync::Arc;

pub struct Bank;
pub struct Post;

#[orch::agent(once)]
async fn charge(order: &Order, #[resource] bank: &Bank) -> Receipt {
    let _ = bank;
    Receipt { id: order.id }
}

#[orch::agent(once)]
async fn send(order: &Order, #[resource] post: &Post) -> Receipt {
    let _ = post;
    Receipt { id: order.id }
}

#[derive(orch::Resources)]
pub struct App {
    bank: Arc<Bank>,
}

pipeline! {
    Shop(order: Order) -> Receipt {
        let _ = charge(&order).await?;
        send(&order).await?
    }

    Paying(order: Order) -> Receipt {
        charge(&order).await?
    }

    Outer(order: Order) -> Receipt {
        Paying(order).await?
    }
}

async fn run(order: Order, app: &App) {
    let _ = Shop(order.clone()).resources(app).run().await;
    let _ = Paying(order.clone()).resources(app).run().await;
    let _ = Paying(order.clone()).run().await;
    let _ = Outer(order.clone()).start();
    let _ = Paying(order.clone()).await;
    let _ = Outer(order).resources(&7).run().await;
}

fn main() {}
