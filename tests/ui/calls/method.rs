//! row: 4
//! mistakes: 4
//! shows: A method, a value or an `async` block is awaited.
//! remedy: Put what it does into an `async fn` with `#[agent(…)]`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        order.count().await?
    }

    Value(order: Order) -> u32 {
        order.await?
    }

    Field(order: Order) -> u32 {
        (order.count)().await?
    }

    Block(order: Order) -> u32 {
        async { order.amount }.await
    }
}

fn main() {}
