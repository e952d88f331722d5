//! row: 10
//! mistakes: 1
//! shows: An agent is refused, and a flow uses it.
//! remedy: Mend the agent; the flow has no mistake.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[orch::agent(timeout = 2s)]
async fn fetch(order: &Order) -> Verdict {
    Verdict::Fine(order.clone())
}

pipeline! {
    Shop(order: Order) -> Receipt {
        match fetch(&order).await? {
            Verdict::Fine(order) => store(order).await?,
            Verdict::Odd(_) => Receipt { id: 0 },
        }
    }
}

fn main() {}
