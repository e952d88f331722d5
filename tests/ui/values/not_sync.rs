//! row: 18
//! mistakes: 2
//! shows: A stage gives, or a pipeline takes, what threads cannot share.
//! remedy: Take an atomic or a `Mutex` instead of `Cell`, `Arc` instead of `Rc`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::cell::Cell;

#[orch::agent(pure)]
async fn count(order: &Order) -> Cell<u32> {
    Cell::new(order.amount)
}

pipeline! {
    #[ephemeral]
    Shop(order: Order, shared: std::rc::Rc<u32>) -> u32 {
        let count = count(&order).await?;
        count.get() + *shared
    }
}

fn main() {}
