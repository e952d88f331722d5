//! row: 4
//! mistakes: 2
//! shows: A stage calls a name that does not exist.
//! remedy: Write the name that rustc suggests, or import it.

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
