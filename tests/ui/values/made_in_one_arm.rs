//! row: 3
//! mistakes: 2
//! shows: A value is used outside of the branch or the item that makes it.
//! remedy: Give the branch a value: `let amount = if … { … } else { … };`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        if order.big {
            let amount = price(&order).await?;
            mail(amount.to_string()).await?;
        }
        pay(&order, amount).await?
    }

    Item(order: Order) -> u32 {
        for line in each(&order.lines) {
            let left = stock(line).await?;
            mail(left.to_string()).await?;
        }
        left
    }
}

fn main() {}
