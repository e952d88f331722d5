//! row: 18
//! mistakes: 2
//! shows: An agent keeps something that is bound to one thread across an `.await`.
//! remedy: Drop it before the `.await`, or take the type that may be sent (`Arc` for `Rc`).

use std::rc::Rc;

use orch::{Classify, agent};

#[derive(Debug, thiserror::Error, Classify)]
#[error("closed")]
#[permanent]
pub struct Closed;

async fn wait() {}

#[agent(pure)]
async fn counts() {
    let count = Rc::new(1);
    wait().await;
    drop(count);
}

#[agent(reads)]
async fn reads(line: &String) -> Result<usize, Closed> {
    let shared = Rc::new(line.len());
    wait().await;
    Ok(*shared)
}

fn main() {}
