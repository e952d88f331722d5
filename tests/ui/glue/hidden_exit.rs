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
