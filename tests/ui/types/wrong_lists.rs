//! row: 1
//! mistakes: 3
//! shows: A fan-out goes through something that is no list, or its items and their values are of other types.
//! remedy: Go through a `Vec`, a slice or an array.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Number(order: Order) -> u32 {
        for line in each(&order.amount) {
            let _ = stock(line).await?;
        }
        1
    }

    Item(order: Order) -> Vec<u32> {
        for line in each(&order.lines) {
            price(&line).await?
        }
    }

    Collected(order: Order) -> Vec<String> {
        for line in each(&order.lines) {
            stock(&line).await?
        }
    }
}

fn main() {}
