#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        let Verdict::Fine(order) = check(&order).await?;
        store(order).await?
    }
}

fn main() {}
