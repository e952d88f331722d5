#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use other_crate::deep::deeper::double as doubled;

pipeline! {
    Shop(order: Order) -> u64 {
        other_crate::weigh(&order).await?
    }

    Deep(order: Order) -> u64 {
        doubled(order.lines).await?
    }

    Pipeline(order: Order) -> Receipt {
        let weight = other_crate::Heavy(order).await?;
        Receipt { id: weight }
    }
}

fn main() {}
