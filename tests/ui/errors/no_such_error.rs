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
