//! Agents that do as the [`World`] says, each with a function of the same meaning for twins.

use std::sync::Arc;

use orch::blueprint::Effect;
use orch::{Context, Resources, agent};

use crate::twin::{Cx, Fell, Rule, key_of};
use crate::value::{Choice, Digest, Trouble};
use crate::world::{Asked, Made, World};

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
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
    world.end(&asked, index)
}

macro_rules! scripted {
    ($(
        [$effect:ident $($option:tt)*] $attempts:literal, $kind:ident,
        $agent:ident, $twin:ident ($($arg:ident: $ty:ty),*) -> $out:ty;
    )*) => {$(
        #[agent($effect $($option)*)]
        pub async fn $agent($($arg: $ty,)* #[resource] world: &World, cx: &Context) -> Result<$out, Trouble> {
            act(world, cx, Effect::$kind, vec![$($arg.digest()),*]).await
        }

        pub async fn $twin(cx: &Cx, $($arg: $ty),*) -> Result<$out, Fell> {
            let rule = Rule { effect: Effect::$kind, attempts: $attempts };
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
    [idempotent] 1, Idempotent, put, put_twin(a: &u32) -> u32;
    [idempotent, retry(attempts = 3, backoff = constant(5ms), jitter = none)] 3, Idempotent,
        put_again, put_again_twin(a: u32, b: &u32) -> u32;
    [idempotent] 1, Idempotent, label, label_twin(s: String) -> String;
    [once] 1, Once, send, send_twin(a: &u32) -> u32;
    [once] 1, Once, pay, pay_twin(a: u32, s: &str) -> u32;
}
