//! row: 25
//! mistakes: 3
//! shows: The same in arguments, in patterns and in what is matched on.
//! remedy: Write `now().await` in a `let` before.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

use std::time::SystemTime;

pipeline! {
    Argument(order: Order) -> u32 {
        let paid = pay(&order, std::time::Instant::now().elapsed().as_secs() as u32).await?;
        paid.id as u32
    }

    Pattern(order: Order) -> u32 {
        let (at, amount) = (SystemTime::now(), order.amount);
        mail(format!("{at:?}")).await?;
        amount
    }

    Matched(order: Order) -> u32 {
        match SystemTime::now().elapsed() {
            Ok(time) => pay(&order, time.as_secs() as u32).await?.id as u32,
            Err(_) => 1,
        }
    }

    /// Fine: a type makes it recorded.
    Recorded(order: Order) -> u32 {
        let at: SystemTime = SystemTime::now();
        mail(format!("{at:?}")).await?;
        order.amount
    }
}

fn main() {}
