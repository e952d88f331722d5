//! row: 1
//! mistakes: 3
//! shows: A length of time is a number.
//! remedy: Write `2s`, or give a `std::time::Duration`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Sleep(order: Order) -> u32 {
        sleep(order.amount).await;
        order.amount
    }

    Wait(order: Order) -> u32 {
        signal::<u32>("go").timeout(5).await?
    }

    Racers(order: Order) -> u32 {
        race(price(&order), check(&order)).await?
    }
}

fn main() {}
