//! row: 1
//! mistakes: 1
//! shows: The `?` of a stage is forgotten, so its value is a `Result`.
//! remedy: Write `?` behind the `.await`, or match on the `Result`. `.expect("REASON")`, as rustc has it, would end the run
//!   with a panic.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await;
        pay(&order, amount).await?
    }
}

fn main() {}
