//! row: 13
//! mistakes: 2
//! shows: A stage in a fan-out or in a race lifts the timeout of its agent.
//! remedy: Give it a long time, as `timeout = 1h`, or write `timeout = none` on the agent, beside a `heartbeat`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Items(order: Order) -> Vec<u32> {
        for line in each(&order.lines) {
            stock(line).with(timeout = none).await?
        }
    }

    Racers(order: Order) -> u32 {
        race(price(&order).with(timeout = none), Pricing(order)).await?
    }
}

fn main() {}
