//! row: 12
//! mistakes: 2
//! shows: A `#[saga]` has a change that nothing undoes, and something after it may fail.
//! remedy: Write `.with(compensate = undo)` or `compensate = nothing("why")`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[saga]
    Shop(order: Order) -> Receipt {
        let paid = pay(&order, 1).await?;
        mail("paid".to_string()).await?;
        let _ = check(&order).await?;
        paid
    }

    /// Fine: nothing that may fail follows, or something undoes it.
    #[saga]
    Fine(order: Order) -> Receipt {
        let _ = store(order).with(compensate = nothing("it is a draft")).await?;
        pay(&order, 1).await?
    }
}

fn main() {}
