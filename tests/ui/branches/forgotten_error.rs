//! row: 2
//! mistakes: 1
//! shows: A `match` on what a stage gave forgets a variant and a kind of failure.
//! remedy: Add the arms; `Err(failed) => …` takes all failures that are left.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use orch::Failed;

pipeline! {
    Shop(order: Order) -> u32 {
        match check(&order).await {
            Ok(Verdict::Fine(order)) => price(&order).await?,
            Err(Failed { error: Some(Trouble::Busy), .. }) => 0,
        }
    }
}

fn main() {}
