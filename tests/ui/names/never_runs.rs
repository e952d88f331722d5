//! row: 6
//! mistakes: 2
//! shows: A stage stands behind what always leaves.
//! remedy: Remove it, or put the leaving behind a condition.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        return order.amount;
        price(&order).await?
    }

    Broken(order: Order) -> u32 {
        for line in &order.lines {
            break;
            let left = stock(line).await?;
            mail(left.to_string()).await?;
        }
        order.amount
    }
}

fn main() {}
