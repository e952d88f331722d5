//! row: 0
//! mistakes: 7
//! shows: The head of a pipeline is written in another form.
//! remedy: Write `Name(line: Line) -> Receipt { … }`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    pub async fn Function(order: Order) -> u32 { price(&order).await? }

    NoParameters -> u32 { 1 }

    Generic<T>(order: T) -> u32 { 1 }

    Lent(order: &Order) -> u32 { order.amount }

    Mutable(mut order: Order) -> u32 { order.amount }

    Twice(order: Order, order: Order) -> u32 { order.amount }

    NoBody(order: Order) -> u32;

    Fine(order: Order) -> u32 { price(&order).await? }
}

async fn users(order: Order) -> u32 {
    Fine(order.clone()).run().await.unwrap() + Lent(order).run().await.unwrap()
}

fn main() {}
