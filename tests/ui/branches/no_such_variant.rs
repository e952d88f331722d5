//! row: 2
//! mistakes: 1
//! shows: A `match` has an arm for a variant that does not exist.
//! remedy: Write a variant of the enum that rustc points at.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => store(order).await?,
            Verdict::Strange(_) => Receipt { id: 0 },
            Verdict::Odd(_) => Receipt { id: 1 },
        }
    }
}

fn main() {}
