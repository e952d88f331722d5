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
