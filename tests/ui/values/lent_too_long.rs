//! row: 1
//! mistakes: 2
//! shows: A value is given where a slice is lent, or moved out of what is lent.
//! remedy: Lend with `&`, or clone.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[orch::agent(pure)]
async fn longest(names: &[String]) -> String {
    names.iter().max().cloned().unwrap_or_default()
}

pipeline! {
    Owned(order: Order) -> String {
        longest(vec![order.lines[0].sku]).await?
    }

    Moved(order: Order) -> u32 {
        let lines: Vec<Line> = order.lines;
        let skus = lines.iter().map(|line| line.sku).collect();
        mail(skus).await?;
        1
    }
}

fn main() {}
