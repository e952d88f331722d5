//! row: 21
//! mistakes: 2
//! shows: Two signals of one name bring different types; a signal's name is no identifier.
//! remedy: One type, or two names.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        let first = signal::<u32>("review").await?;
        let second = signal::<u64>("review").await?;
        first + second as u32 + order.amount
    }

    Name(order: Order) -> u32 {
        let first = signal::<u32>("the review").await?;
        first + order.amount
    }
}

fn main() {}
