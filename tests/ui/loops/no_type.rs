//! row: 8
//! mistakes: 3
//! shows: What is saved has no type written.
//! remedy: Write the type on the `let`, or `each::<T>(…)`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Carried(order: Order) -> u32 {
        let mut best = 0;
        #[rounds(3)]
        loop {
            let amount = price(&order).await?;
            best = amount;
        }
        best
    }

    Computed(order: Order) -> u32 {
        for line in each(order.lines.iter().rev()) {
            let _ = stock(&line).await?;
        }
        1
    }

    Choice(order: Order) -> u32 {
        let amount = if order.big {
            mail("big".to_string()).await?;
            1
        } else {
            2
        };
        amount
    }
}

fn main() {}
