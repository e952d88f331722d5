#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        stor(order).await?
    }

    Path(order: Order) -> Receipt {
        shop::stor(order).await?
    }
}

fn main() {}
