use std::rc::Rc;

use orch::agent;

async fn wait() {}

#[agent(pure)]
async fn counts() {
    let count = Rc::new(1);
    wait().await;
    drop(count);
}

fn main() {}
