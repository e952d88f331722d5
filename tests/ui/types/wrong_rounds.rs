//! row: 1
//! mistakes: 2
//! shows: What a loop carries or gives is of another type.
//! remedy: Assign and break with the type that is written.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Carried(order: Order) -> u32 {
        let mut best: u32 = 0;
        #[rounds(3)]
        loop {
            let amount = price(&order).await?;
            if amount > 3 {
                break;
            }
            best = amount.to_string();
        }
        best
    }

    Given(order: Order) -> String {
        #[rounds(3)]
        loop {
            let amount = price(&order).await?;
            if amount > 3 {
                break amount;
            }
        }
    }
}

fn main() {}
