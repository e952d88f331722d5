#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => store(order).await?,
            Verdict::Strange(_) => Receipt { id: 0 },
            Verdict::Odd(_) => Receipt { id: 1 },
        }
    }
}

fn main() {}
