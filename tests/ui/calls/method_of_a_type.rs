//! row: 4
//! mistakes: 1
//! shows: A function of a type is awaited.
//! remedy: Put `#[agent(…)]` on a free `async fn` that calls it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

struct Client;
impl Client {
    async fn get(_order: &Order) -> u32 {
        1
    }
}

pipeline! {
    Shop(order: Order) -> u32 {
        Client::get(&order).await?
    }
}

fn main() {}
