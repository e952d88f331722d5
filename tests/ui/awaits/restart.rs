//! row: 9
//! mistakes: 5
//! shows: Something would follow a `restart`, which begins the run anew.
//! remedy: Let it stand last, or write `return restart(…).await;`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    InALet(order: Order) -> u32 {
        let next = restart(order.clone()).await;
        price(&order).await?
    }

    InAStatement(order: Order) -> u32 {
        if order.big {
            restart(order.clone()).await;
        }
        price(&order).await?
    }

    InAnArgument(order: Order) -> u32 {
        price(&restart(order).await).await?
    }

    InItems(order: Order, orders: Vec<Order>) -> u32 {
        for one in each(orders) {
            return restart(one, Vec::new()).await;
        }
        price(&order).await?
    }

    WithQuestion(order: Order) -> u32 {
        let _ = price(&order).await?;
        restart(order).await?
    }
}

fn main() {}
