//! row: 24
//! mistakes: 1
//! shows: A fan-out may run no item at all.
//! remedy: Write the number that may run at the same time, or leave `.concurrent` away.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Vec<u32> {
        for line in each(&order.lines).concurrent(0) {
            stock(line).await?
        }
    }
}

fn main() {}
