//! row: 2
//! mistakes: 1
//! shows: A `match` forgets a variant of what a stage gave.
//! remedy: Add the arm that is missing.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => store(order).await?,
        }
    }
}

fn main() {}
