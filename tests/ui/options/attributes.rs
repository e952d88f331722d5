//! row: 24
//! mistakes: 11
//! shows: An attribute of a pipeline is misspelled, repeated, without a unit or out of range.
//! remedy: The message names the nearest, or the range.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    #[dedline(2h)]
    #[saga]
    #[saga]
    Shop(order: Order) -> u32 {
        price(&order).await?
    }

    #[deadline(2)]
    #[slo(success = 120%)]
    Units(order: Order) -> u32 {
        price(&order).await?
    }

    #[depth(0)]
    #[work_limit(0s)]
    Zero(order: Order) -> u32 {
        price(&order).await?
    }

    #[deadline(2hours)]
    Unit(order: Order) -> u32 {
        price(&order).await?
    }

    #[amplification(0)]
    Never(order: Order) -> u32 {
        price(&order).await?
    }

    #[amplification(often)]
    Often(order: Order) -> u32 {
        price(&order).await?
    }

    #[amplification(20)]
    #[amplification(30)]
    #[amplificaton(40)]
    Thrice(order: Order) -> u32 {
        price(&order).await?
    }
}

fn main() {}
