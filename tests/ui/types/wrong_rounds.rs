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
