//! row: 1
//! mistakes: 3
//! shows: The arms of a branch give different types.
//! remedy: Let all arms give one type.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => store(order).await?,
            Verdict::Odd(_) => price(&order).await?,
        }
    }

    Value(order: Order) -> u32 {
        let amount = if order.big {
            price(&order).await?
        } else {
            order.id
        };
        amount
    }

    Statement(order: Order) -> u32 {
        if order.id {
            mail("big".to_string()).await?;
        }
        order.amount
    }
}

fn main() {}
