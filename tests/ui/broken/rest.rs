//! row: 0
//! mistakes: 10
//! shows: A statement that cannot be read hides nothing of the others: they are read and checked.
//! remedy: Mend each where it stands.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Statement(order: Order) -> Receipt {
        let amount = price(&order,).await?;
        let verdict = check(&order.).await?;
        pay(&verdict, "1").await?
    }

    Semicolon(order: Order) -> Receipt {
        let amount = price(&order).await?
        pay(&amount, amount).await?
    }

    Arm(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(order) => {
                let amount = price(&order).await? +;
                pay(&order, amount).await?
            }
            Verdict::Odd(text) => store(text).await?,
        }
    }

    Never(order: Order) -> Receipt {
        return store(order.clone()).await?;
        pay(&order, "1").await?
    }

    Unbounded(order: Order) -> u32 {
        let mut sum: u32 = 0;
        loop {
            sum += stock(&order).await?;
            if sum > 3 {
                break;
            }
        }
        sum
    }
}

fn main() {}
