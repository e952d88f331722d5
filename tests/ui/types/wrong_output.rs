#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        price(&order).await?
    }

    Glue(order: Order) -> u64 {
        let amount = price(&order).await?;
        amount + 1
    }

    Nothing(order: Order) -> Receipt {
        mail("x".to_string()).await?;
    }
}

fn main() {}
