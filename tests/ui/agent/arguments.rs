//! row: 1
//! mistakes: 2
//! shows: A stage passes an agent something of another type, or nothing. The agent's context and resources are no
//!   arguments.
//! remedy: Pass what stands between the parentheses of the agent, without `cx` and without `#[resource]`s.

#[path = "../shop.rs"]
mod shop;

use orch::{Context, agent, pipeline};
use shop::*;

pub struct Venue;

#[agent(reads)]
async fn fetch_price(_line: &Line, #[resource] _venue: &Venue, _cx: &Context) -> u32 {
    1
}

pipeline! {
    OfAnother(order: Order) -> u32 {
        fetch_price(&order).await?
    }

    None(order: Order) -> u32 {
        order.amount + fetch_price().await?
    }
}

fn main() {}
