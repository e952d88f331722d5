//! row: 17
//! mistakes: 1
//! shows: A value can be written and not read back.
//! remedy: Add `serde::Deserialize` as well.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Clone, serde::Serialize)]
pub struct Report {
    lines: u32,
}

#[orch::agent(pure)]
async fn report(order: &Order) -> Report {
    Report { lines: order.amount }
}

pipeline! {
    Shop(order: Order) -> u32 {
        let report = report(&order).await?;
        report.lines
    }
}

fn main() {}
