#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[deadline(40s, guaranteed)]
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        pay(&order, amount).await?
    }

    #[deadline(1h, guaranteed)]
    List(order: Order) -> Vec<u32> {
        for line in each(&order.lines) {
            stock(line).await?
        }
    }
}

fn main() {}
