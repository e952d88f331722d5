//! row: 14
//! mistakes: 3
//! shows: One attempt, a sleep or a wait is longer than the deadline of the run.
//! remedy: Shorten the one, or lengthen the other.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[deadline(2s)]
    Shop(order: Order) -> Receipt {
        pay(&order, 1).await?
    }

    #[deadline(1h)]
    Sleep(order: Order) -> u32 {
        sleep(2h).await;
        order.amount
    }

    #[deadline(1h)]
    Signal(order: Order) -> u32 {
        let amount = signal::<u32>("amount").timeout(1d).await?;
        amount + order.amount
    }
}

fn main() {}
