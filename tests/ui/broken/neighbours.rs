#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    /// A neighbour that is broken hides nothing here.
    Broken(order: Order) -> u32 {
        let = ;
    }

    Typed(order: Order) -> Receipt {
        let amount = price(&order).await?;
        store(amount).await?
    }

    Mixed(order: Order) -> u32 {
        let unused = price(&order).await?;
        order.amount
    }
}

async fn users(order: Order) -> u32 {
    Broken(order.clone()).run().await.unwrap() + Mixed(order).run().await.unwrap()
}

fn main() {}
