use std::rc::Rc;

use orch::agent;

#[agent(pure)]
async fn shares() -> Rc<u8> {
    Rc::new(1)
}

fn main() {}
