#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[saga]
    Shop(order: Order) -> u32 {
        for line in each(&order.lines) {
            mail(line.sku.clone()).await?;
        }
        1
    }
}

fn main() {}
