//! Agents that do what a seed says: it depends on the stage and the attempt alone, so that no order of calls changes it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use orch::{Classify, Context, Resources, agent};
use serde::{Deserialize, Serialize};

/// What agents fail with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("busy")]
    #[transient]
    Busy,
    #[error("later")]
    #[transient(retry_after = wait)]
    Later { wait: Duration },
    #[error("refused {0}")]
    #[permanent]
    Refused(u64),
    #[error("half done")]
    #[partial]
    Half,
}

/// What plain Rust fails with.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Classify)]
#[error("stuck at {0}")]
#[permanent]
pub struct Stuck(pub u64);

/// What all agents do.
#[derive(Debug)]
pub struct Fates {
    seed: u64,
    /// Of a thousand attempts, how many fail.
    failing: u64,
}

impl Fates {
    pub fn new(seed: u64) -> Fates {
        Fates { seed, failing: [0, 30, 100, 250, 500][(hash(seed, "failing") % 5) as usize] }
    }

    fn of(&self, cx: &Context) -> Result<u64, Trouble> {
        let stage = hash(self.seed, &format!("{} {}", cx.run_id(), cx.stage()));
        let attempt = hash(stage, &format!("{}", cx.attempt()));
        if attempt % 1000 >= self.failing {
            return Ok(stage >> 20);
        }
        Err(match (attempt >> 12) % 8 {
            0..=2 => Trouble::Busy,
            3 => Trouble::Later { wait: Duration::from_millis(attempt >> 20 & 0xFFF) },
            4 | 5 => Trouble::Refused(attempt % 7),
            6 => Trouble::Half,
            _ => panic!("as scripted"),
        })
    }
}

#[derive(Resources)]
pub struct App {
    pub fates: Arc<Fates>,
}

/// A text and a number as a number.
pub fn hash(seed: u64, text: &str) -> u64 {
    let start = 0xCBF2_9CE4_8422_2325 ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let z = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^ (z >> 27)
}

/// Plain Rust that fails now and then.
pub fn brittle(n: u64) -> Result<u64, Stuck> {
    if n % 11 == 3 { Err(Stuck(n)) } else { Ok(n + 1) }
}

/// Plain Rust that panics now and then.
pub fn fragile(n: u64) -> u64 {
    assert!(n % 13 != 5, "as scripted");
    n + 1
}

#[agent(pure)]
pub async fn calc(a: u64, b: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((a ^ b ^ fates.of(cx)?) % 1000)
}

#[agent(reads, timeout = 3s)]
pub async fn look(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(reads, timeout = 1s, retry(attempts = 4, backoff = exponential(50ms, max = 1s)))]
pub async fn fetch(n: &u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n * 3 + fates.of(cx)?) % 1000)
}

/// How often something was seen, by its name.
#[agent(pure)]
pub async fn tally(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<HashMap<String, u64>, Trouble> {
    let seen = fates.of(cx)?;
    Ok((0..3 + n % 9).map(|name| (format!("n{name}"), (seen >> name) % 10)).collect())
}

/// Works for a while by itself, and shows that it is alive.
#[agent(reads, timeout = none, heartbeat = 2s)]
pub async fn watch(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    for _ in 0..n % 4 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        cx.heartbeat();
    }
    Ok((n + fates.of(cx)?) % 1000)
}

/// Gives nothing, as a timer does.
#[agent(reads, timeout = 30s)]
pub async fn stroll(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<(), Trouble> {
    fates.of(cx)?;
    if n % 23 == 5 { Err(Trouble::Refused(n)) } else { Ok(()) }
}

/// Works in a task of its own, and stops when it is told to.
#[agent(reads, spawn, timeout = 4s, retry(attempts = 2, backoff = constant(100ms), jitter = none))]
pub async fn roam(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    let on_the_way = tokio::time::timeout(Duration::from_millis(n % 5 * 300), cx.cancelled());
    if on_the_way.await.is_ok() {
        return Err(Trouble::Busy);
    }
    Ok((n + fates.of(cx)?) % 1000)
}

/// A change from a task of its own.
#[agent(idempotent, spawn, timeout = 2s)]
pub async fn send(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    tokio::task::yield_now().await;
    Ok((n + fates.of(cx)?) % 1000)
}

/// What nobody can write down.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight(pub u64);

#[agent(reads, timeout = 3s)]
pub async fn behold(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<Sight, Trouble> {
    Ok(Sight((n + fates.of(cx)?) % 1000))
}

#[agent(idempotent, timeout = 2s)]
pub async fn paint(sight: &Sight, #[resource] fates: &Fates, cx: &Context) -> Result<Sight, Trouble> {
    Ok(Sight((sight.0 + fates.of(cx)?) % 1000))
}

#[agent(idempotent, timeout = 5s)]
pub async fn put(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(idempotent, timeout = 1s, retry(attempts = 3, backoff = constant(200ms), jitter = none))]
pub async fn pay(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(once, timeout = 2s)]
pub async fn ship(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(idempotent, timeout = 2s, retry(attempts = 2, backoff = constant(100ms), jitter = none), compensate = unbook)]
pub async fn book(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(idempotent, timeout = 2s, retry(attempts = 3, backoff = constant(100ms), jitter = none))]
pub async fn unbook(n: &u64, booked: Option<&u64>, #[resource] fates: &Fates, cx: &Context) -> Result<(), Trouble> {
    fates.of(cx)?;
    if booked.is_some_and(|booked| *booked >= 1000) { Err(Trouble::Refused(*n)) } else { Ok(()) }
}

#[agent(once, timeout = 2s, compensate = unpin)]
pub async fn pin(n: u64, #[resource] fates: &Fates, cx: &Context) -> Result<u64, Trouble> {
    Ok((n + fates.of(cx)?) % 1000)
}

#[agent(idempotent)]
pub async fn unpin(n: &u64, pinned: Option<&u64>, #[resource] fates: &Fates, cx: &Context) -> Result<(), Trouble> {
    fates.of(cx)?;
    if *n == 0 && pinned.is_none() { Err(Trouble::Refused(0)) } else { Ok(()) }
}

#[agent(idempotent)]
pub async fn call_off(n: &u64, given: Option<&u64>, #[resource] fates: &Fates, cx: &Context) -> Result<(), Trouble> {
    fates.of(cx)?;
    if *n == 1 && given.is_none() { Err(Trouble::Half) } else { Ok(()) }
}
