#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Debug)]
pub struct Odd;

#[orch::agent(reads)]
async fn look(order: &Order) -> Result<u32, Odd> {
    if order.big { Err(Odd) } else { Ok(order.amount) }
}

pipeline! {
    Shop(order: Order) -> u32 {
        look(&order).await?
    }
}

fn main() {}
