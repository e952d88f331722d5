//! row: 2
//! mistakes: 3
//! shows: An `else` is missing, does not leave, or gives another type.
//! remedy: Write the `else`; that of `let … else` ends with `return`, `break` or `continue`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> u32 {
        let amount = if order.big {
            price(&order).await?
        };
        amount
    }

    Let(order: Order) -> Receipt {
        let Verdict::Fine(found) = check(&order).await? else {
            mail("odd".to_string()).await?;
        };
        store(found).await?
    }

    Condition(order: Order) -> Receipt {
        if let Verdict::Fine(found) = check(&order).await? {
            store(found).await?
        } else {
            mail("odd".to_string()).await?
        }
    }
}

fn main() {}
