#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        let work = price;
        work(&order).await?
    }
}

fn main() {}
