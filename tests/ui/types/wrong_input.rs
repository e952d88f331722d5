#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(amount).await?
    }

    Lent(order: Order) -> u32 {
        price(order).await?
    }

    Field(order: Order) -> Receipt {
        pay(&order, order.lines).await?
    }
}

fn main() {}
