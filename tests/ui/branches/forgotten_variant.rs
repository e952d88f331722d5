#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => store(order).await?,
        }
    }
}

fn main() {}
