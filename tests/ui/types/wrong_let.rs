//! row: 1
//! mistakes: 3
//! shows: A `let` states another type than its value has.
//! remedy: Write the type that the stage gives.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount: u64 = price(&order).await?;
        pay(&order, amount as u32).await?
    }

    Glue(order: Order) -> Receipt {
        let amount: u32 = order.id;
        pay(&order, amount).await?
    }

    Result(order: Order) -> u32 {
        let verdict = check(&order).await;
        match verdict {
            Verdict::Fine(order) => order.amount,
            _ => 0,
        }
    }
}

fn main() {}
