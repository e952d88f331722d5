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
