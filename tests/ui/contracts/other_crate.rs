//! row: 11
//! mistakes: 3
//! shows: Agents of another crate are used against their contracts.
//! remedy: The contract is known across crates: the same remedies.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use other_crate::{Parcel, ship, weigh};

pipeline! {
    Racing(parcel: Parcel) -> u64 {
        race(ship(&parcel), weigh(&parcel)).await?
    }

    #[deadline(10s)]
    Late(parcel: Parcel) -> u64 {
        weigh(&parcel).await?
    }

    #[saga]
    Undone(parcel: Parcel, order: Order) -> u64 {
        let weight = ship(&parcel).await?;
        let _ = shop::check(&order).await?;
        weight
    }
}

fn main() {}
