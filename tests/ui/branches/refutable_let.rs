//! row: 2
//! mistakes: 1
//! shows: A `let` takes one variant and forgets the others.
//! remedy: Use `let … else { return …; }`, or `match`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let Verdict::Fine(order) = check(&order).await?;
        store(order).await?
    }
}

fn main() {}
