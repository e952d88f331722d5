//! row: 0
//! mistakes: 4
//! shows: A pipeline takes a reference.
//! remedy: Take the owned type: a run may be resumed when its caller is gone.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Text(id: &str) -> u32 {
        id.len() as u32
    }

    List(lines: &[Line]) -> u32 {
        lines.len() as u32
    }

    Lent(order: &Order) -> u32 {
        price(&order).await?
    }

    Static(id: &'static str) -> u32 {
        id.len() as u32
    }
}

fn main() {
    drop(Text("a".to_string()));
}
