//! The agents of the tests.

use std::time::Duration;

use orch::{Classify, Context, agent};
use serde::{Deserialize, Serialize};

use crate::kit::World;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("not now")]
    #[transient]
    NotNow,
    #[error("no")]
    #[permanent]
    No,
}

#[agent(reads)]
pub async fn look(n: u64, #[resource] world: &World, cx: &Context) -> u64 {
    world.call("look", cx, n).await;
    n + 1
}

/// Gives so many bytes.
#[agent(reads)]
pub async fn bulky(n: u64, #[resource] world: &World, cx: &Context) -> String {
    world.call("bulky", cx, n).await;
    "x".repeat(n as usize)
}

#[agent(pure)]
pub async fn add(a: u64, b: u64, #[resource] world: &World, cx: &Context) -> u64 {
    world.call("add", cx, (a, b)).await;
    a + b
}

/// Refuses 666,666.
#[agent(idempotent)]
pub async fn pay(n: u64, #[resource] world: &World, cx: &Context) -> Result<u64, Trouble> {
    world.call("pay", cx, n).await;
    if n == 666_666 { Err(Trouble::No) } else { Ok(n * 2) }
}

#[agent(idempotent)]
pub async fn invoice(n: u64, #[resource] world: &World, cx: &Context) -> Result<u64, Trouble> {
    world.call("invoice", cx, n).await;
    Ok(n * 100)
}

#[agent(once)]
pub async fn wire(n: u64, #[resource] world: &World, cx: &Context) -> Result<u64, Trouble> {
    world.call("wire", cx, n).await;
    Ok(n * 3)
}

/// Fails twice.
#[agent(idempotent, retry(attempts = 4, backoff = constant(30s), jitter = none))]
pub async fn flaky(n: u64, #[resource] world: &World, cx: &Context) -> Result<u64, Trouble> {
    world.call("flaky", cx, n).await;
    if cx.attempt() < 3 { Err(Trouble::NotNow) } else { Ok(n * 10 + u64::from(cx.attempt())) }
}

/// Takes so many seconds.
#[agent(reads)]
pub async fn slow(n: u64, #[resource] world: &World, cx: &Context) -> u64 {
    world.call("slow", cx, n).await;
    tokio::time::sleep(Duration::from_secs(n)).await;
    n
}

/// Takes a second, and gives nothing.
#[agent(reads)]
pub async fn stroll(n: u64, #[resource] world: &World, cx: &Context) {
    world.call("stroll", cx, n).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// Takes so many seconds, and changes the world then.
#[agent(idempotent, timeout = 9min)]
pub async fn toil(n: u64, #[resource] world: &World, cx: &Context) -> u64 {
    world.call("toil", cx, n).await;
    tokio::time::sleep(Duration::from_secs(n)).await;
    n
}

/// Fails in the first two runs of the pipeline around it, which is tried again.
#[agent(reads)]
pub async fn shaky(n: u64, #[resource] world: &World, cx: &Context) -> Result<u64, Trouble> {
    world.call("shaky", cx, n).await;
    let steady = world.of("shaky").len() > 2;
    if steady { Ok(n) } else { Err(Trouble::NotNow) }
}
