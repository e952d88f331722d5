//! row: 3
//! mistakes: 1
//! shows: A guard reads a field that does not exist.
//! remedy: Write the field that rustc suggests.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        match check(&order).await? {
            Verdict::Fine(found) if found.amont > 3 => price(&found).await?,
            _ => 0,
        }
    }
}

fn main() {}
