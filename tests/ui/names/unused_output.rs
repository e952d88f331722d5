#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(order).await?
    }

    Dropped(order: Order) -> Receipt {
        check(&order).await?;
        store(order).await?
    }

    Item(order: Order) -> u32 {
        for line in each(&order.lines) {
            let left = stock(line).await?;
        }
        1
    }
}

fn main() {}
