//! row: 19
//! mistakes: 3
//! shows: A `?` on plain Rust would end the run with an error that has no class, or with none at all.
//! remedy: Map it into an error of your own; give an `Option` a reason with `.ok_or(…)?`.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

fn count(order: &Order) -> Result<u32, std::io::Error> {
    Ok(order.amount)
}

pipeline! {
    Shop(order: Order) -> u32 {
        let amount: u32 = count(&order)?;
        let paid = pay(&order, amount).await?;
        amount + paid.id as u32
    }

    Missing(order: Order) -> Receipt {
        let first = order.lines.first()?;
        let left = stock(first).await?;
        pay(&order, left).await?
    }

    Tail(order: Order) -> u32 {
        let amount = price(&order).await?;
        amount + count(&order)?
    }
}

fn main() {}
