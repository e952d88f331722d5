//! row: 18
//! mistakes: 2
//! shows: A key is no text, and what a pipeline takes cannot be cloned.
//! remedy: Give a text or a number as key; add `#[derive(Clone)]` to the input.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Parcel {
    pub id: u64,
}

pipeline! {
    Signal(order: Order) -> u32 {
        signal::<u32>("price").key(order.lines).await?
    }

    Input(parcel: Parcel) -> u64 {
        parcel.id
    }

    Outer(parcel: Parcel) -> u64 {
        Input(parcel).await?
    }
}

fn main() {}
