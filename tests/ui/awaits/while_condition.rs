#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        while price(&order).await? > 3 {
            mail("big".to_string()).await?;
        }
        1
    }
}

fn main() {}
