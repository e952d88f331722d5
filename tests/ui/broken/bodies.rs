//! row: 0
//! mistakes: 6
//! shows: The body of a pipeline is no Rust, or holds what a flow cannot have.
//! remedy: Mend the syntax; items stand outside of the pipeline.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Cut(order: Order) -> u32 { let amount = }

    Keyword(order: Order) -> u32 { let fn = price(&order).await?; 1 }

    Comma(order: Order) -> u32 { price(&order,, 1).await? }

    Item(order: Order) -> u32 {
        struct Local;
        price(&order).await?
    }

    Hidden(order: Order) -> u32 {
        let __orch_0 = price(&order).await?;
        __orch_0
    }

    Label(order: Order) -> u32 {
        'a: {
            mail("x".to_string()).await?;
        }
        1
    }
}

fn main() {}
