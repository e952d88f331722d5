//! row: 21
//! mistakes: 2
//! shows: One signal brings another type in another branch, or in a race.
//! remedy: Let it bring one type everywhere, or give it two names.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Branches(order: Order) -> u32 {
        if order.big {
            signal::<u32>("review").await?
        } else {
            let text = signal::<String>("review").await?;
            text.len() as u32
        }
    }

    Race(order: Order) -> u32 {
        let first = race(signal::<u32>("amount"), price(&order)).await?;
        let second = signal::<u64>("amount").timeout(1h).await?;
        first + second as u32
    }
}

fn main() {}
