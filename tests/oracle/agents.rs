//! Agents that do as the [`World`] says, each with a function of the same meaning for twins.

use std::sync::Arc;

use orch::blueprint::Effect;
use orch::{Context, Resources, agent};

use crate::twin::{Cx, Fell, Rule, key_of};
use crate::value::{Choice, Digest, Spot, Trouble};
use crate::world::{Asked, Made, TIMEOUT, World};

/// What flows run on.
#[derive(Resources)]
pub struct App {
    pub world: Arc<World>,
}

async fn act<T: Made>(world: &World, cx: &Context, effect: Effect, args: Vec<u32>) -> Result<T, Trouble> {
    // The run of a pipeline that is a stage has the path of that stage in its id.
    let key = key_of(&format!("{}/{}", cx.run_id(), cx.stage()));
    let asked = Asked { key, attempt: cx.attempt(), effect, args, lanes: Vec::new() };
    let (index, time) = world.begin(&asked);
    let _limited = Limited { world, index, until: tokio::time::Instant::now() + TIMEOUT };
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
    world.end(&asked, index)
}

/// Whoever is dropped at its time limit is over: a change may have been made, and what follows it follows that.
struct Limited<'a> {
    world: &'a World,
    index: usize,
    until: tokio::time::Instant,
}

impl Drop for Limited<'_> {
    fn drop(&mut self) {
        if tokio::time::Instant::now() == self.until {
            self.world.over(self.index);
        }
    }
}

macro_rules! limited {
    () => {
        false
    };
    (limited) => {
        true
    };
}

macro_rules! scripted {
    ($(
        [$effect:ident $($option:tt)*] $attempts:literal, $kind:ident $($limited:ident)?,
        $agent:ident, $twin:ident ($($arg:ident: $ty:ty),*) -> $out:ty;
    )*) => {$(
        #[agent($effect $($option)*)]
        pub async fn $agent($($arg: $ty,)* #[resource] world: &World, cx: &Context) -> Result<$out, Trouble> {
            act(world, cx, Effect::$kind, vec![$($arg.digest()),*]).await
        }

        pub async fn $twin(cx: &Cx, $($arg: $ty),*) -> Result<$out, Fell> {
            let rule = Rule { effect: Effect::$kind, attempts: $attempts, limited: limited!($($limited)?) };
            cx.call(rule, vec![$($arg.digest()),*])
        }
    )*};
}

scripted! {
    [pure] 1, Pure, look, look_twin(a: &u32) -> u32;
    [pure] 1, Pure, blend, blend_twin(a: u32, b: &u32) -> u32;
    [pure] 1, Pure, title, title_twin(a: &u32) -> String;
    [pure] 1, Pure, spread, spread_twin(a: u32) -> Vec<u32>;
    [pure] 1, Pure, pick, pick_twin(a: &u32) -> Choice;
    [reads] 1, Reads, fetch, fetch_twin(a: &u32) -> u32;
    [reads, retry(attempts = 3, backoff = none)] 3, Reads, fetch_again, fetch_again_twin(a: u32) -> u32;
    [reads] 1, Reads, measure, measure_twin(s: &str) -> u32;
    [reads] 1, Reads, weigh, weigh_twin(v: &[u32], a: u32) -> u32;
    [pure] 1, Pure, pair, pair_twin(a: &u32) -> (u32, u32);
    [reads] 1, Reads, spot, spot_twin(a: u32) -> Spot;
    [reads, timeout = 12ms] 1, Reads limited, slow, slow_twin(a: &u32) -> u32;
    [idempotent, timeout = 12ms, retry(attempts = 2, backoff = constant(5ms), jitter = none)] 2, Idempotent limited,
        slow_put, slow_put_twin(a: u32) -> u32;
    [once, timeout = 12ms] 1, Once limited, slow_pay, slow_pay_twin(a: &u32) -> u32;
    [idempotent] 1, Idempotent, put, put_twin(a: &u32) -> u32;
    [idempotent, retry(attempts = 3, backoff = constant(5ms), jitter = none)] 3, Idempotent,
        put_again, put_again_twin(a: u32, b: &u32) -> u32;
    [idempotent] 1, Idempotent, label, label_twin(s: String) -> String;
    [once] 1, Once, send, send_twin(a: &u32) -> u32;
    [once] 1, Once, pay, pay_twin(a: u32, s: &str) -> u32;
}
