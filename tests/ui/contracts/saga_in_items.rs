//! row: 12
//! mistakes: 1
//! shows: A change in a fan-out of a `#[saga]`: an item may fail when others have changed the world.
//! remedy: Write `.with(compensate = undo)` on the stage.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[saga]
    Shop(order: Order) -> u32 {
        for line in each(&order.lines) {
            mail(line.sku.clone()).await?;
        }
        1
    }
}

fn main() {}
