//! row: 3
//! mistakes: 2
//! shows: A value is used outside of the loop or the match that makes it.
//! remedy: Carry it in a `let mut` with its type written, or let the construct give it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Round(order: Order) -> u32 {
        #[rounds(3)]
        loop {
            let amount = price(&order).await?;
            if amount > 3 {
                break;
            }
        }
        amount
    }

    Arm(order: Order) -> Receipt {
        match check(&order).await? {
            Verdict::Fine(fine) => mail(fine.id.to_string()).await?,
            Verdict::Odd(why) => mail(why).named("mail_why").await?,
        }
        store(fine).await?
    }
}

fn main() {}
