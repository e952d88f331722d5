//! A whole run: order, signals, timers, limits, cancellation, pipelines within pipelines, streams, reports.

#[path = "../common/mod.rs"]
mod common;
mod ends;
mod order;
mod reports;
mod streams;
mod waits;
mod within;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Gives, Hand, Of, Script, Step, agent, broken, node, returns, stage};
use futures_util::{FutureExt, StreamExt, stream as inputs};
use orch_blueprint::{
    AgentSpec, Backoff, Blueprint, Deadline, Effect, Jitter, Kind, Options, Overrides, Retry, StageRef,
};
use orch_core::engine::BoxFuture;
use orch_core::{Class, Context, Engine, FailureKind, Fault, Plan, SignalError};
use orch_runtime::{Answer, CallError, Launch, Registry, Reports, RunEnd, SeededClock, StageKind};
use serde_json::json;
use tokio::time::{Instant, sleep};

const S: Duration = Duration::from_secs(1);
const READS: &AgentSpec = &agent("reads", Effect::Reads);
const CHANGE: &AgentSpec = &agent("change", Effect::Idempotent);
const SLEEP: Kind = Kind::Sleep { time: Some(Duration::from_secs(3600)) };
const SIGNAL: Kind = Kind::Signal { index: 0, timeout: Some(Duration::from_secs(60)) };
const HOUR: Duration = Duration::from_secs(3600);

flow!(Chain, [stage("a", READS, &[]), stage("b", READS, &[0]), stage("c", CHANGE, &[1]), returns(&[2])]);
flow!(
    Fan,
    [
        stage("slow", READS, &[]),
        stage("quick", READS, &[]),
        stage("middle", READS, &[]),
        stage("after_quick", READS, &[1]),
        returns(&[0, 2, 3])
    ]
);
flow!(Sleeps, [node("nap", SLEEP, &[]), stage("a", READS, &[]), returns(&[1])]);
flow!(Asks, [node("verdict", SIGNAL, &[]), stage("a", READS, &[0]), returns(&[1])]);
flow!(Panics, [node("panics", Kind::Value, &[]), returns(&[0])]);
flow!(Bounded, options(Some(S), None), [stage("a", READS, &[]), stage("b", READS, &[0]), returns(&[1])]);
flow!(
    Works,
    options(None, Some(S)),
    [stage("a", READS, &[]), node("nap", SLEEP, &[0]), stage("b", READS, &[1]), returns(&[2])]
);
flow!(Flaky, {
    const SPEC: &AgentSpec = &AgentSpec {
        retry: Some(Retry { attempts: 3, total: None, backoff: Backoff::Constant(HOUR), jitter: Jitter::None }),
        ..agent("flaky", Effect::Reads)
    };
    [stage("a", READS, &[]), stage("flaky", SPEC, &[0]), returns(&[1])]
});

const fn options(deadline: Option<Duration>, work_limit: Option<Duration>) -> Options {
    let deadline = match deadline {
        Some(after) => Some(Deadline { after, guaranteed: false }),
        None => None,
    };
    Options { deadline, work_limit, ..Options::NONE }
}

fn launch<H: Hand>(input: i64) -> Launch<Of<H>> {
    Launch::new(input).clock(Arc::new(SeededClock::new(7))).id("r1")
}

/// Adds one.
fn plus_one() -> Script {
    Script::new(|_, value, _| async move { Ok(value + 1) })
}

/// Sleeps as long as the stage's name says, then adds one.
fn at_its_own_pace() -> Script {
    Script::new(|name, value, _| async move {
        sleep(match name {
            "slow" => S * 10,
            "middle" => S * 5,
            _ => S,
        })
        .await;
        Ok(value + 1)
    })
}

fn forever() -> Script {
    Script::new(|_, _, _| std::future::pending())
}
