//! row: 6
//! mistakes: 2
//! shows: A stage stands behind branches that all leave.
//! remedy: Remove it, or let one of the branches go on.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Branches(order: Order) -> u32 {
        if order.big {
            return 1;
        } else {
            return 2;
        }
        price(&order).await?
    }

    Arms(order: Order) -> u32 {
        match check(&order).await? {
            Verdict::Fine(order) => return order.amount,
            Verdict::Odd(_) => return 0,
        }
        price(&order).await?
    }
}

fn main() {}
