//! row: 1
//! mistakes: 4
//! shows: Racers give different types.
//! remedy: Let all give one type; a longest time is `.with(timeout = …)`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Timer(order: Order) -> u32 {
        race(price(&order), sleep(10ms)).await?
    }

    TimerFirst(order: Order) -> u32 {
        race(sleep(10ms), price(&order)).await?
    }

    Signal(order: Order) -> u32 {
        race(price(&order), signal::<String>("price")).await?
    }

    Looked(order: Order) -> u32 {
        match race(price(&order), sleep(10ms)).await {
            Ok(amount) => amount,
            Err(_) => 0,
        }
    }
}

fn main() {}
