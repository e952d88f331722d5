//! row: 25
//! mistakes: 3
//! shows: A macro may leave the flow before a change, and nobody could see it.
//! remedy: Write the `if` and the `return`, or a `?`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        ensure!(order.big, "small");
        store(order).await?
    }

    Bail(order: Order) -> Receipt {
        if order.big {
            bail!("big");
        }
        store(order).await?
    }

    Own(order: Order) -> Receipt {
        check_it!(if order.big { return 3 });
        store(order).await?
    }
}

fn main() {}
