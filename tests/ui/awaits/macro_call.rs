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
