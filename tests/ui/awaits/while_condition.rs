//! row: 8
//! mistakes: 1
//! shows: The condition of a `while` is a stage.
//! remedy: Write `#[rounds(n)] loop { … break … }`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        while price(&order).await? > 3 {
            mail("big".to_string()).await?;
        }
        1
    }
}

fn main() {}
