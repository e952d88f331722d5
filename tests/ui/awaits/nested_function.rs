//! row: 9
//! mistakes: 1
//! shows: A stage stands in a nested function.
//! remedy: Make the function a pipeline of its own, or an agent.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        async fn inner(order: &Order) -> u32 {
            price(order).await
        }
        order.amount
    }
}

fn main() {}
