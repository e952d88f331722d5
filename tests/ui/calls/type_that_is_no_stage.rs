//! row: 4
//! mistakes: 3
//! shows: A type that is no pipeline is called like one.
//! remedy: Call an agent or a pipeline, and build values without `.await`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

struct Ty(u32);

pipeline! {
    Shop(order: Order) -> u32 {
        Ty(order.amount).await?
    }

    Of(order: Order) -> u32 {
        Line(order.amount).await?
    }

    Generic(order: Order) -> u32 {
        let amount = price(&order).await?;
        let more = Ty(amount).named("again").await?;
        more + amount
    }
}

fn main() {}
