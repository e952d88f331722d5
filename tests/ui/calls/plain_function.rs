//! row: 4
//! mistakes: 2
//! shows: An async function without `#[agent]` is awaited.
//! remedy: Put `#[agent(…)]` on it; "not a type" means that the attribute is missing.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

async fn count(order: &Order) -> u32 {
    order.lines.len() as u32
}

pipeline! {
    Shop(order: Order) -> u32 {
        count(&order).await?
    }

    Twice(order: Order) -> u32 {
        let a = count(&order).named("a").await?;
        let b = count(&order).named("b").await?;
        a + b
    }
}

fn main() {}
