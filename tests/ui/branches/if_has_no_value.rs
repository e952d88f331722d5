//! row: 2
//! mistakes: 2
//! shows: An `if` without `else` stands where a value is needed.
//! remedy: Write the `else`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Tail(order: Order) -> u32 {
        if order.big { price(&order).await? }
    }

    Arm(order: Order) -> u32 {
        match check(&order).await? {
            Verdict::Fine(order) => if order.big { price(&order).await? },
            Verdict::Odd(_) => 0,
        }
    }

    Effect(order: Order) {
        if order.big { store(order).await?; }
    }
}

fn main() {}
