//! row: 5
//! mistakes: 2
//! shows: Nobody uses what a stage gave.
//! remedy: Use it, take the stage out, or write `let _ =`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(order).await?
    }

    Dropped(order: Order) -> Receipt {
        // Who gives it no name says so.
        check(&order).await?;
        store(order).await?
    }

    Item(order: Order) -> u32 {
        for line in each(&order.lines) {
            let left = stock(line).await?;
        }
        1
    }
}

fn main() {}
