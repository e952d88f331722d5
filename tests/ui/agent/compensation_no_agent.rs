use orch::agent;

pub struct Order;

async fn undo(_order: &Order, _receipt: Option<&()>) {}

#[agent(once, compensate = undo)]
async fn charge(_order: &Order) {}

fn main() {}
