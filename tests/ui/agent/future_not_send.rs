//! row: 18
//! mistakes: 1
//! shows: An agent keeps something that is bound to one thread across an `.await`.
//! remedy: Drop it before the `.await`, or take the type that may be sent (`Arc` for `Rc`).

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
