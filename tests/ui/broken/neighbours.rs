//! row: 0
//! mistakes: 3
//! shows: One pipeline is broken, its neighbours have mistakes of their own: each is told in the same build.
//! remedy: Mend them in any order.

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
