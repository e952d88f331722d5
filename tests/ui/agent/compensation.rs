//! row: 12
//! mistakes: 5
//! shows: What should undo an agent does not take what the agent takes, or is not needed.
//! remedy: An undo takes the inputs by reference and then `Option<&Output>`; `nothing("why")` says that there is
//!   nothing to undo.

use orch::agent;

pub struct Order;
pub struct Receipt;

#[agent(idempotent)]
async fn fine(_order: &Order, _amount: &u32, _receipt: Option<&Receipt>) {}

#[agent(idempotent)]
async fn wrong_type(_order: &Order, _amount: &u32, _receipt: Option<&Order>) {}

#[agent(idempotent)]
async fn too_few(_order: &Order) {}

#[agent(once, compensate = fine)]
async fn charge(_order: &Order, _amount: u32) -> Receipt {
    Receipt
}

#[agent(once, compensate = wrong_type)]
async fn charge_wrong_type(_order: &Order, _amount: u32) -> Receipt {
    Receipt
}

#[agent(once, compensate = too_few)]
async fn charge_too_few(_order: &Order, _amount: u32) -> Receipt {
    Receipt
}

#[agent(once, compensate = nothing)]
async fn charge_no_reason(_order: &Order) {}

#[agent(once, compensate = none)]
async fn charge_none(_order: &Order) {}

#[agent(reads, compensate = fine)]
async fn looks(_order: &Order) {}

fn main() {}
