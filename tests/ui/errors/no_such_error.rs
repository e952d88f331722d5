//! row: 2
//! mistakes: 1
//! shows: A `match` names a failure that the stage does not have.
//! remedy: Write a variant of the agent's own error.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use orch::Failed;

pipeline! {
    Shop(order: Order) -> u32 {
        match check(&order).await {
            Ok(_) => 1,
            Err(Failed { error: Some(Trouble::Refused), .. }) => 2,
            Err(_) => 3,
        }
    }
}

fn main() {}
