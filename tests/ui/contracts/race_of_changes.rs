//! row: 11
//! mistakes: 3
//! shows: Changes race, and the losers would be cut off midway.
//! remedy: Race only what is `pure` or `reads`, signals and timers.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[orch::agent(reads)]
async fn looked(order: &Order) -> Receipt {
    Receipt { id: order.id }
}

pipeline! {
    Storing(order: Order) -> Receipt {
        store(order).await?
    }
}

pipeline! {
    Shop(order: Order) -> Receipt {
        race(store(order), pay(&order, 1).delay(1s)).await?
    }

    Nested(order: Order) -> Receipt {
        race(Storing(order), looked(&order)).await?
    }
}

fn main() {}
