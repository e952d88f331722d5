#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        pay(&order, order.price).await?
    }

    Method(order: Order) -> u32 {
        order.total()
    }
}

fn main() {}
