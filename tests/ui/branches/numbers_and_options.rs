//! row: 2
//! mistakes: 3
//! shows: A `match` on a number, an option or a pair forgets a case.
//! remedy: Add the arm that is missing; `_ => …` takes all that are left.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Number(order: Order) -> u32 {
        match price(&order).await? {
            0 => 0,
            1..=9 => 1,
        }
    }

    First(order: Order) -> u32 {
        match order.lines.first() {
            Some(line) => stock(line).await?,
        }
    }

    Pair(order: Order) -> u32 {
        match (check(&order).await?, order.big) {
            (Verdict::Fine(order), true) => price(&order).await?,
            (Verdict::Odd(_), _) => 0,
        }
    }
}

fn main() {}
