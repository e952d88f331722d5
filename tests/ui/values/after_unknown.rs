//! row: 3
//! mistakes: 1
//! shows: A stage waits for a value that no stage gives.
//! remedy: Name the variable of another stage.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        store(order).after(&checked).await?
    }
}

fn main() {}
