//! row: 9
//! mistakes: 2
//! shows: A stage stands in the arguments of a macro.
//! remedy: Give it a `let` before the macro.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> String {
        format!("{}", price(&order).await?)
    }

    Assert(order: Order) -> u32 {
        assert!(price(&order).await? > 3);
        1
    }
}

fn main() {}
