//! row: 1
//! mistakes: 2
//! shows: A run is started with something of another type or number.
//! remedy: Pass what the pipeline takes.

#[path = "../shop.rs"]
mod shop;

use shop::*;

async fn start(order: Order) {
    let _ = Pricing(order.lines).run().await;
    let _ = Pricing().run().await;
}

fn main() {}
