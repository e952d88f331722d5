//! row: 3
//! mistakes: 1
//! shows: A value is used before the stage that makes it.
//! remedy: Move the stage up.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let paid = pay(&order, amount).await?;
        let amount = price(&order).await?;
        let _ = mail(amount.to_string()).await?;
        paid
    }
}

fn main() {}
