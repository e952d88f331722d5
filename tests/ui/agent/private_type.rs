use orch::agent;

struct Order;

#[agent(pure)]
pub async fn price(_order: &Order) -> u32 {
    1
}

fn main() {}
