//! The agents of the mix. What they give follows from what they are given and from nothing else, so that a run that was killed
//! can be compared with one that was not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use orch::{Classify, Context, agent};
use serde::{Deserialize, Serialize};

use crate::witness::{Line, Witness};

/// How agents of the mix fail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    /// It may pass.
    #[error("busy")]
    #[transient]
    Busy,
    /// It will not.
    #[error("refused: {0}")]
    #[permanent]
    Refused(u64),
}

/// The effect that the witness writes down for a call that undoes a change.
pub const UNDOES: &str = "undo";

/// What the agents act upon.
pub struct World {
    witness: Arc<dyn Witness>,
    /// The longest that a call takes, in microseconds.
    pace: u64,
}

/// The application whose resources the agents take.
#[derive(Clone, orch::Resources)]
pub struct App {
    world: Arc<World>,
}

impl App {
    /// A world that this witness watches, and in which a call takes up to so long.
    pub fn new(witness: Arc<dyn Witness>, pace: Duration) -> App {
        let pace = u64::try_from(pace.as_micros()).unwrap_or(u64::MAX).max(1);
        App { world: Arc::new(World { witness, pace }) }
    }
}

impl World {
    async fn call<T: Serialize>(
        &self,
        cx: &Context,
        effect: &str,
        given: &impl Serialize,
        does: impl FnOnce() -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let line = |ends, value| Line {
            ends,
            run: cx.run_id().to_owned(),
            stage: cx.stage(),
            key: cx.idempotency_key(),
            attempt: cx.attempt(),
            effect: effect.to_owned(),
            value,
        };
        self.witness.write(line(false, text(given)));
        tokio::time::sleep(Duration::from_micros(1 + hash(&cx.idempotency_key()) % self.pace)).await;
        let done = does();
        self.witness.write(line(true, text(&done.as_ref().map_err(ToString::to_string))));
        done
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("values of the mix are plain data")
}

/// FNV-1a: the same in every process.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

/// A number that no other call gives, in no process: what must be recorded to be the same twice.
pub fn nonce() -> u64 {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    (since.subsec_nanos() as u64) << 20 | DRAWN.fetch_add(1, Ordering::Relaxed) & 0xF_FFFF
}

/// Only looks.
#[agent(reads)]
pub async fn look(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "reads", &n, || Ok(n + 1)).await
}

/// Only computes.
#[agent(pure)]
pub async fn calc(a: u64, b: u64) -> u64 {
    a * 2 + b
}

/// Changes the world.
#[agent(idempotent)]
pub async fn pay(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Ok(n + 10)).await
}

/// Changes the world, and must not be repeated.
#[agent(once)]
pub async fn ship(n: u64, cx: &Context, #[resource] world: &World) -> Result<String, Trouble> {
    world.call(cx, "once", &n, || Ok(format!("shipped {n}"))).await
}

/// Changes the world unless it is asked for a number that leaves 3 when divided by 5.
#[agent(idempotent)]
pub async fn picky(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || if n % 5 == 3 { Err(Trouble::Refused(n)) } else { Ok(n * 2) }).await
}

/// Succeeds at the third attempt.
#[agent(idempotent, retry(attempts = 4, backoff = constant(3ms), jitter = none))]
pub async fn flaky(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || if cx.attempt() < 3 { Err(Trouble::Busy) } else { Ok(n + 3) }).await
}

/// Never succeeds.
#[agent(idempotent, retry(attempts = 3, backoff = constant(3ms), jitter = none))]
pub async fn busy(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Err(Trouble::Busy)).await
}

/// Never succeeds, and is tried once.
#[agent(idempotent)]
pub async fn refuse(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Err(Trouble::Busy)).await
}

/// Changes the world by a text, and gives it back.
#[agent(idempotent)]
pub async fn note(text: String, cx: &Context, #[resource] world: &World) -> Result<String, Trouble> {
    let kept = text.clone();
    world.call(cx, "idempotent", &text, || Ok(kept)).await
}

/// Changes the world, and can be undone.
#[agent(idempotent, compensate = give)]
pub async fn take(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Ok(n + 10)).await
}

/// Changes the world, and is undone at the second attempt.
#[agent(idempotent, compensate = give_hard)]
pub async fn take_hard(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Ok(n + 10)).await
}

/// Changes the world, must not be repeated, and can be undone also when nobody knows whether it happened.
#[agent(once, compensate = give)]
pub async fn take_once(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "once", &n, || Ok(n + 10)).await
}

/// Changes the world, and nothing undoes it.
#[agent(idempotent, compensate = nothing("it is a mail"))]
pub async fn mail(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "idempotent", &n, || Ok(n + 1)).await
}

/// Undoes a change.
#[agent(idempotent)]
pub async fn give(n: &u64, taken: Option<&u64>, cx: &Context, #[resource] world: &World) -> Result<(), Trouble> {
    world.call(cx, UNDOES, &(n, taken), || Ok(())).await
}

/// Undoes a change, at the second attempt.
#[agent(idempotent, retry(attempts = 4, backoff = constant(3ms), jitter = none))]
pub async fn give_hard(n: &u64, taken: Option<&u64>, cx: &Context, #[resource] world: &World) -> Result<(), Trouble> {
    world.call(cx, UNDOES, &(n, taken), || if cx.attempt() < 2 { Err(Trouble::Busy) } else { Ok(()) }).await
}

/// Only looks, and does not like a number that leaves 3 when divided by 5.
#[agent(reads)]
pub async fn judge(n: u64, cx: &Context, #[resource] world: &World) -> Result<u64, Trouble> {
    world.call(cx, "reads", &n, || if n % 5 == 3 { Err(Trouble::Refused(n)) } else { Ok(n) }).await
}
