//! row: 14
//! mistakes: 2
//! shows: The worst case along the critical path is longer than a guaranteed deadline.
//! remedy: Lower a timeout or attempts, lengthen the deadline, or leave `guaranteed` out.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[deadline(40s, guaranteed)]
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        pay(&order, amount).await?
    }

    #[deadline(1h, guaranteed)]
    List(order: Order) -> Vec<u32> {
        for line in each(&order.lines) {
            stock(line).await?
        }
    }
}

fn main() {}
