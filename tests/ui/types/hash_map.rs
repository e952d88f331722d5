//! row: 8
//! mistakes: 1
//! shows: A fan-out goes through a hash map, whose order is another each time.
//! remedy: Collect it into a `Vec` and sort it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::collections::HashMap;

pipeline! {
    Counts(counts: HashMap<String, u32>) -> u32 {
        for count in each(&counts) {
            mail(count.0.clone()).await?;
        }
        1
    }
}

fn main() {}
