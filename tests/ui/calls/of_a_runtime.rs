//! row: 4
//! mistakes: 5
//! shows: A future of a runtime is awaited, which no run could resume.
//! remedy: Use the recorded cousin that the message names.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Sleeps(order: Order) -> u32 {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        price(&order).await?
    }

    Limits(order: Order) -> u32 {
        let limit = std::time::Duration::from_secs(1);
        tokio::time::timeout(limit, price(&order)).await?
    }

    Lists(order: Order) -> Vec<u32> {
        let amounts = futures::future::join_all(order.lines.iter().map(stock)).await;
        amounts
    }

    Imported(order: Order) -> u32 {
        time::sleep(order.amount).await;
        price(&order).await?
    }

    Races(order: Order) -> u32 {
        race(price(&order), tokio::task::spawn(price(&order))).await?
    }
}

fn main() {}
