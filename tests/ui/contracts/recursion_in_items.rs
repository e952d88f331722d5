//! row: 22
//! mistakes: 2
//! shows: A pipeline runs itself for each item, or as its own fallback.
//! remedy: Put `#[depth(n)]` on it: a tree has a depth as well.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Tree(orders: Vec<Order>) -> u32 {
        for order in each(&orders) {
            let part: Vec<Order> = vec![order.clone()];
            let _ = Tree(part).await?;
        }
        1
    }

    Again(order: Order) -> u32 {
        price(&order).or_else(|_| Again(order)).await?
    }
}

fn main() {}
