//! row: 18
//! mistakes: 1
//! shows: A stage gives what threads cannot share: it is told once, at the agent.
//! remedy: Take `Arc` instead of `Rc`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::rc::Rc;

#[orch::agent(pure)]
async fn share(order: &Order) -> Rc<u32> {
    Rc::new(order.amount)
}

pipeline! {
    #[ephemeral]
    Shop(order: Order) -> u32 {
        let shared = share(&order).await?;
        *shared
    }
}

fn main() {}
