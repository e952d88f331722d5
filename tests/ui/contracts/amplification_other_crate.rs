//! row: 15
//! mistakes: 1
//! shows: A pipeline of another crate is retried, and so is what it runs.
//! remedy: The policies are known across crates: the same remedies.

use orch::pipeline;
use other_crate::{Parcel, Posting};

pipeline! {
    Parcels(parcels: Vec<Parcel>) -> Vec<u64> {
        for parcel in each(parcels) {
            Posting(parcel).with(retry(attempts = 3)).await?
        }
    }
}

fn main() {}
