//! What a stage costs in memory, beside its floor: the same agents awaited by hand through boxed futures.

#[path = "../tests/common/mod.rs"]
#[macro_use]
mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use common::{Gives, Of, Script, agent, returns, stage};
use orch_blueprint::{AgentSpec, Backoff, Effect, Jitter, Node, Retry};
use orch_core::Context;
use orch_core::engine::BoxFuture;
use orch_runtime::{Launch, SystemClock};

const STAGES: usize = 100;
const FAN: usize = 16;
const RUNS: u32 = 2_000;

const BARE: &AgentSpec = &agent("add", Effect::Pure);
const FULL: &AgentSpec = &AgentSpec {
    timeout: Some(std::time::Duration::from_secs(30)),
    retry: Some(Retry { attempts: 3, total: None, backoff: Backoff::None, jitter: Jitter::Full }),
    ..agent("add", Effect::Pure)
};
static NUMBERS: [u16; STAGES] = {
    let mut numbers = [0; STAGES];
    let mut i = 0;
    while i < STAGES {
        numbers[i] = i as u16;
        i += 1;
    }
    numbers
};

const fn one(number: usize) -> &'static [u16] {
    NUMBERS.split_at(number).1.split_at(1).0
}

const fn chain(spec: &'static AgentSpec) -> [Node; STAGES + 1] {
    let mut nodes = [returns(one(STAGES - 1)); STAGES + 1];
    let mut i = 0;
    while i < STAGES {
        nodes[i] = stage("add", spec, if i == 0 { &[] } else { one(i - 1) });
        i += 1;
    }
    nodes
}

const fn fan() -> [Node; FAN + 1] {
    let mut nodes = [returns(NUMBERS.split_at(FAN).0); FAN + 1];
    let mut i = 0;
    while i < FAN {
        nodes[i] = stage("add", BARE, &[]);
        i += 1;
    }
    nodes
}

flow!(Bare, chain(BARE));
flow!(Full, chain(FULL));
flow!(Fan, fan());

fn script() -> Script {
    Script::new(|_, value, _| async move { Ok(black_box(value) + 1) })
}

/// The median time of a run in nanoseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_nanos() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let _inside = runtime.enter();
    let script = script();
    let clock = Arc::new(SystemClock::new());
    let floor = {
        let act: Box<dyn Fn(i64) -> BoxFuture<Gives>> =
            Box::new(|value| Box::pin(async move { Ok(black_box(value) + 1) }));
        median(|| {
            let mut value = 0;
            runtime.block_on(async {
                for _ in 0..STAGES {
                    value = act(value).await.expect("it adds");
                }
            });
            black_box(value);
        }) / STAGES as f64
    };
    println!("floor, boxed futures:    {floor:7.1} ns a stage");
    fn time<H: common::Hand>(runtime: &tokio::runtime::Runtime, script: &Script, clock: &Arc<SystemClock>) -> f64 {
        median(|| {
            let launch = Launch::<Of<H>>::new(0).clock(Arc::clone(clock) as _).id("bench");
            black_box(runtime.block_on(launch.resources(script).run()).expect("it adds"));
        })
    }
    let bare = time::<Bare>(&runtime, &script, &clock) / STAGES as f64;
    println!("chain, no policies:      {bare:7.1} ns a stage, {:.1} x floor", bare / floor);
    let full = time::<Full>(&runtime, &script, &clock) / STAGES as f64;
    println!("chain, timeout + retry:  {full:7.1} ns a stage, {:.1} x floor", full / floor);
    let fan = time::<Fan>(&runtime, &script, &clock);
    println!("fan-out of {FAN}:           {fan:7.0} ns a run");
    let now = median(|| {
        for _ in 0..100 {
            black_box(tokio::time::Instant::now());
        }
    }) / 100.0;
    println!("reading a clock:         {now:7.1} ns");
    let _ = Context::for_test;
}
