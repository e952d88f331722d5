//! row: 7
//! mistakes: 2
//! shows: Two stages of a scope have one name.
//! remedy: Write `.named("second_price")` before the `.await`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        let a = price(&order).await?;
        let b = price(&order).await?;
        a + b
    }

    Arms(order: Order) -> u32 {
        let a = price(&order).named("amount").await?;
        let b = Pricing(order).named("amount").await?;
        a + b
    }
}

fn main() {}
