use orch::__private::Stage;
use orch::agent;

pub struct Order;

#[agent(pure)]
async fn price(_order: Order) -> u32 {
    1
}

fn main() {
    price::lend(&(Order,));
}
