//! Policies and paths in words.

use std::fmt::Write;

use orch_blueprint::{Backoff, Blueprint, Compensation, Jitter, Node, Placement, Retry};

use crate::text::{code, markdown, time};

/// The path of a node as journals show it, with a mark where items or rounds come in.
pub(super) fn path(blueprint: &Blueprint, node: &Node) -> String {
    code(&plain_path(blueprint, node))
}

fn plain_path(blueprint: &Blueprint, node: &Node) -> String {
    let mut names = vec![node.name.to_owned()];
    let mut frame = node.frame;
    while let Some(owner) = blueprint.frames[usize::from(frame)].owner {
        let owner = &blueprint.nodes[usize::from(owner)];
        names.push(format!("{}[…]", owner.name));
        frame = owner.frame;
    }
    names.reverse();
    names.join("/")
}

/// What stands above the pipeline's name.
pub(super) fn options(blueprint: &Blueprint) -> String {
    let options = blueprint.options;
    let mut out = String::new();
    let mut row = |what: &str, value: String| {
        let _ = writeln!(out, "| {what} | {value} |");
    };
    if let Some(deadline) = options.deadline {
        let proven = if deadline.guaranteed { ", proven by the compiler" } else { "" };
        row("deadline", format!("{} after the start{proven}", time(deadline.after)));
    }
    if let Some(limit) = options.work_limit {
        row("work limit", format!("{}, without time parked on signals and timers", time(limit)));
    }
    if let Some(slo) = options.slo {
        let share = slo.success.map(|share| format!("{} % succeed", (share * 1e8).round() / 1e6));
        let latency = |name: &str, latency: Option<std::time::Duration>| {
            latency.map(|latency| format!("{name} {}", time(latency)))
        };
        let parts = [share, latency("p50", slo.p50), latency("p95", slo.p95), latency("p99", slo.p99)];
        row("service level", parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    if options.saga {
        row("saga", "every change that something fallible follows says how it is undone".into());
    }
    if options.ephemeral {
        row("ephemeral", "lives in memory only".into());
    }
    if let Some(depth) = options.depth {
        row("depth", format!("runs itself at most {depth} deep"));
    }
    if let Some(most) = options.amplification {
        row("amplification", format!("retries that multiply make at most {most} attempts at a stage"));
    }
    super::titled("The run", "| option | value |\n|---|---|", &out)
}

/// `4 attempts; exponential 50ms up to 2s; full jitter`.
pub(super) fn retry(retry: Option<Retry>) -> String {
    let Some(retry) = retry.filter(|retry| retry.attempts > 1) else { return "–".into() };
    let total = retry.total.map(|total| format!(" within {}", time(total))).unwrap_or_default();
    format!("{} attempts{total}; {}; {}", retry.attempts, backoff(retry.backoff), jitter(retry.jitter))
}

fn backoff(backoff: Backoff) -> String {
    match backoff {
        Backoff::None => "no wait".into(),
        Backoff::Constant(wait) => format!("{} between", time(wait)),
        Backoff::Linear { step, max } => format!("linear {} up to {}", time(step), time(max)),
        Backoff::Exponential { base, max } => format!("exponential {} up to {}", time(base), time(max)),
        Backoff::Fibonacci { base, max } => format!("Fibonacci {} up to {}", time(base), time(max)),
    }
}

fn jitter(jitter: Jitter) -> &'static str {
    match jitter {
        Jitter::None => "no jitter",
        Jitter::Full => "full jitter",
        Jitter::Equal => "equal jitter",
        Jitter::Decorrelated => "decorrelated jitter",
    }
}

/// Where attempts run.
pub(super) fn placement(placement: Placement) -> &'static str {
    match placement {
        Placement::Inline => "in the run's task",
        Placement::Spawned => "task of its own",
        Placement::Blocking => "pool for blocking work",
    }
}

/// What undoes a stage.
pub(super) fn compensation(compensation: Compensation) -> String {
    match compensation {
        Compensation::Unstated => "–".into(),
        Compensation::Nothing(why) => format!("nothing: {}", markdown(why)),
        Compensation::With(undo) => code(undo.name),
    }
}
