#[path = "../shop.rs"]
mod shop;

use shop::*;

async fn start(order: Order) {
    let _ = Pricing(order.lines).run().await;
    let _ = Pricing().run().await;
}

fn main() {}
