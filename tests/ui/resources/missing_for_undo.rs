//! row: 20
//! mistakes: 2
//! shows: A resource is missing that only an undo needs.
//! remedy: Add the field that the message names.

use std::sync::Arc;

use orch::{Resources, agent, pipeline};

pub struct Till;
pub struct Desk;

#[agent(idempotent)]
async fn give_back(_amount: &u32, _paid: Option<&u32>, #[resource] _desk: &Desk) {}

#[agent(once, compensate = give_back)]
async fn charge(amount: u32, #[resource] _till: &Till) -> u32 {
    amount
}

#[agent(once)]
async fn pay(amount: u32) -> u32 {
    amount
}

pipeline! {
    Charging(amount: u32) -> u32 {
        charge(amount).await?
    }

    Paying(amount: u32) -> u32 {
        pay(amount).with(compensate = give_back).await?
    }
}

#[derive(Resources)]
struct App {
    till: Arc<Till>,
}

async fn runs(app: &App) {
    let _ = Charging(1).resources(app).run().await;
    let _ = Paying(1).resources(app).run().await;
}

fn main() {}
