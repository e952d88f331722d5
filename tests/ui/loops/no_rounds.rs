//! row: 8
//! mistakes: 2
//! shows: A loop with a stage in it has no bound.
//! remedy: Write `#[rounds(n)]` before it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Loop(order: Order) -> u32 {
        loop {
            let amount = price(&order).await?;
            if amount > 3 {
                break amount;
            }
        }
    }

    While(order: Order) -> u32 {
        while order.big {
            mail("big".to_string()).await?;
        }
        order.amount
    }
}

fn main() {}
