//! row: 18
//! mistakes: 1
//! shows: An agent gives what threads cannot share.
//! remedy: Take `Arc` instead of `Rc`, a `Mutex` or an atomic instead of `Cell`.

use std::rc::Rc;

use orch::agent;

#[agent(pure)]
async fn shares() -> Rc<u8> {
    Rc::new(1)
}

fn main() {}
