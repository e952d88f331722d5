//! row: 17
//! mistakes: 4
//! shows: An input, an output or a recorded value cannot be saved.
//! remedy: Add the serde derives, hand it to agents as a `#[resource]`, or put `#[ephemeral]` on the pipeline.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

#[derive(Clone)]
pub struct Client {
    port: u32,
}

#[orch::agent(reads)]
async fn client(order: &Order) -> Client {
    Client { port: order.amount }
}

#[orch::agent(reads)]
async fn use_client(client: &Client, order: &Order) -> u32 {
    client.port + order.amount
}

pipeline! {
    Input(order: Order, client: Client) -> u32 {
        use_client(&client, &order).await?
    }

    Output(order: Order) -> Client {
        client(&order).await?
    }

    Between(order: Order) -> u32 {
        let client = client(&order).await?;
        use_client(&client, &order).await?
    }

    Recorded(order: Order) -> u32 {
        let client: Client = Client { port: order.amount };
        client.port
    }
}

fn main() {}
