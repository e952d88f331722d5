//! row: 18
//! mistakes: 2
//! shows: A value is handed over that cannot be cloned.
//! remedy: Add `#[derive(Clone)]`, or lend it with `&`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Parcel {
    weight: u32,
    label: Label,
}

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Label;

#[orch::agent(pure)]
async fn pack(order: &Order) -> Parcel {
    Parcel { weight: order.amount, label: Label }
}

#[orch::agent(idempotent)]
async fn send(parcel: Parcel) -> u32 {
    parcel.weight
}

#[orch::agent(idempotent)]
async fn weigh(_label: Label) -> u32 {
    1
}

pipeline! {
    Shop(order: Order) -> u32 {
        let parcel = pack(&order).await?;
        let sent = send(parcel).await?;
        sent + parcel.weight
    }

    Field(order: Order) -> u32 {
        let parcel = pack(&order).await?;
        weigh(parcel.label).await?
    }

    Value(order: Order) -> Parcel {
        let parcel = pack(&order).await?;
        let same: Parcel = parcel;
        same
    }
}

fn main() {}
