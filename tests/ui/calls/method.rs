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
