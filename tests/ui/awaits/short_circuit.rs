//! row: 9
//! mistakes: 2
//! shows: A stage stands right of `&&` or `||`, where it may be skipped unseen.
//! remedy: Use an `if` inside an `if`, or give the stage a `let` before.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    And(order: Order) -> u32 {
        if order.big && price(&order).await? > 3 {
            mail("big".to_string()).await?;
        }
        1
    }

    Or(order: Order) -> bool {
        order.big || price(&order).await? > 3
    }
}

fn main() {}
