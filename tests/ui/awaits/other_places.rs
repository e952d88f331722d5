//! row: 9
//! mistakes: 4
//! shows: A stage stands where it would be evaluated at another time than the text says.
//! remedy: Give it a `let` before; the members of a race and a fallback are written without `.await`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Const(order: Order) -> u32 {
        let n = const { price(&order).await };
        n
    }

    Unsafe(order: Order) -> u32 {
        let n = unsafe { price(&order).await? };
        n
    }

    Racer(order: Order) -> u32 {
        race(price(&order).await?, Pricing(order)).await?
    }

    Fallback(order: Order) -> Receipt {
        pay(&order, 1).or_else(|_| store(other(&order).await?)).await?
    }
}

fn main() {}
