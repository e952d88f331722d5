//! row: 17
//! mistakes: 1
//! shows: An argument cannot be saved.
//! remedy: Add the serde derives to it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pub struct Options {
    fast: bool,
}

#[orch::agent(pure)]
async fn count(order: &Order, options: Options) -> u32 {
    order.amount + u32::from(options.fast)
}

pipeline! {
    Shop(order: Order) -> u32 {
        count(&order, Options { fast: true }).await?
    }
}

fn main() {}
