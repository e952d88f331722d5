//! row: 17
//! mistakes: 3
//! shows: What a loop carries, a signal brings or a fan-out goes through cannot be saved.
//! remedy: Add the serde derives to it.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Clone)]
pub struct Client {
    port: u32,
}

pipeline! {
    Carried(order: Order) -> u32 {
        let mut client: Client = Client { port: 0 };
        #[rounds(3)]
        loop {
            let amount = price(&order).await?;
            client = Client { port: amount };
            if amount > 3 {
                break;
            }
        }
        client.port
    }

    Signal(order: Order) -> u32 {
        let client = signal::<Client>("client").await?;
        client.port + order.amount
    }

    Listed(order: Order) -> u32 {
        for client in each::<Client>(vec![Client { port: 1 }]) {
            let _ = price(&order).named("x").await?;
            mail(client.port.to_string()).await?;
        }
        1
    }
}

fn main() {}
