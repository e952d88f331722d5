//! row: 5
//! mistakes: 8
//! shows: Nobody looks at whether a stage failed.
//! remedy: Write `?`, or `let _ =` if it is meant.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Debug, Clone, thiserror::Error, orch::Classify)]
#[error("odd")]
#[permanent]
pub struct Odd;

#[orch::agent(reads)]
async fn look(order: &Order) -> Result<u32, Odd> {
    if order.big { Err(Odd) } else { Ok(order.amount) }
}

pipeline! {
    Statement(order: Order) -> u32 {
        pay(&order, 1).await;
        price(&order).await?
    }

    NotSaved(order: Order) -> u32 {
        look(&order).await;
        price(&order).await?
    }

    Chain(order: Order) -> u32 {
        price(&order).or_else(|_| look(&order)).await;
        1
    }

    Arm(order: Order) -> u32 {
        if order.big {
            mail("big".to_string()).await;
        }
        for line in each(&order.lines) {
            stock(line).await
        }
        signal::<u32>("go").await;
        race(price(&order), signal::<u32>("price")).await;
        1
    }

    Last(order: Order) {
        mail(order.id.to_string()).await
    }

    Meant(order: Order) -> u32 {
        let _ = check(&order).await;
        let _ = if order.big { pay(&order, 1).await } else { pay(&order, 2).named("less").await };
        price(&order).await?
    }
}

fn main() {}
