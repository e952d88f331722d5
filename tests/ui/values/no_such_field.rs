//! row: 3
//! mistakes: 2
//! shows: A field or method does not exist.
//! remedy: Write one that rustc names.

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
