//! Deadlines that cannot be kept, and with `guaranteed` those that are not proven.

use core::time::Duration;

use super::Text;
use crate::order::{exclude, waits_for};
use crate::{Backoff, Blueprint, FrameKind, Kind, Node, Retry, StageRef};

/// Nodes that a flow may have for its worst case to be worked out.
const MOST: usize = 1024;

/// Whether stage `node` alone may take longer than the whole run.
pub const fn impossible_deadline(blueprint: &'static Blueprint, node: u16) -> Option<Text> {
    let this = &blueprint.nodes[node as usize];
    let (Some(deadline), Some(span)) = (blueprint.options.deadline, this.span()) else { return None };
    if span.as_micros() <= deadline.after.as_micros() {
        return None;
    }
    let what = match this.kind {
        Kind::Stage { .. } => "one attempt at `",
        Kind::Signal { .. } => "the wait for the signal `",
        _ => "`",
    };
    Some(
        Text::new()
            .and(what)
            .and(this.name)
            .and("` may take ")
            .time(span)
            .and(", and the whole run has a deadline of ")
            .time(deadline.after)
            .and("\n  shorten the one (`.with(timeout = …)`, `.timeout(…)`) or lengthen the other\n  [orch::E14] docs/codes/E14.md"),
    )
}

/// Whether the worst case along the critical path of a `#[deadline(…, guaranteed)]` is too long, or not known.
pub const fn unproven_deadline(blueprint: &'static Blueprint) -> Option<Text> {
    let Some(deadline) = blueprint.options.deadline else { return None };
    if !deadline.guaranteed {
        return None;
    }
    match worst_of(blueprint, 0) {
        Worst::Unbounded(node) => Some(
            Text::new()
                .and("nobody can guarantee this deadline: `")
                .and(blueprint.nodes[node as usize].name)
                .and("` has no longest time (a list or a wait whose length is known only at run time)\n  give it a bound or leave out `guaranteed`\n  [orch::E14] docs/codes/E14.md"),
        ),
        Worst::Path { total, .. } if total <= deadline.after.as_micros() as u64 => None,
        Worst::Path { total, last, before } => {
            let text = Text::new()
                .and("the worst case takes ")
                .time(Duration::from_micros(total))
                .and(", the deadline is ")
                .time(deadline.after)
                .and(": ");
            let text = path(blueprint, last, &before, text);
            Some(text.and("\n  lower a timeout or the attempts of one of these, or lengthen the deadline\n  [orch::E14] docs/codes/E14.md"))
        }
    }
}

/// The longest that a run can take along its critical path: all attempts at their timeouts, the longest waits between
/// them, and every bounded wait. `Err` is a node of the body that nothing bounds.
///
/// Agents are taken at their word: time in plain Rust and in the engine is not in it.
pub const fn worst_case(blueprint: &'static Blueprint) -> Result<Duration, u16> {
    match worst_of(blueprint, 0) {
        Worst::Unbounded(node) => Err(node),
        Worst::Path { total, .. } => Ok(Duration::from_micros(total)),
    }
}

/// The critical path of [`worst_case`]: the nodes that take time, in their order, and how long each takes at most.
/// `None` if nothing bounds the run.
pub fn critical_path(blueprint: &'static Blueprint) -> Option<Vec<(u16, Duration)>> {
    let Worst::Path { last, before, .. } = worst_of(blueprint, 0) else { return None };
    let way = core::iter::successors(Some(last), |node| before.get(*node as usize).copied());
    let way = way.take_while(|node| *node != u16::MAX);
    let costs = way.map(|node| (node, Duration::from_micros(cost(blueprint, node).unwrap_or(0))));
    let mut path: Vec<(u16, Duration)> = costs.filter(|(_, cost)| !cost.is_zero()).collect();
    path.reverse();
    Some(path)
}

/// The worst case of a frame.
#[expect(clippy::large_enum_variant, reason = "it lives while a constant is evaluated, where nothing can be boxed")]
enum Worst {
    /// No bound is known for this node.
    Unbounded(u16),
    /// Microseconds along the critical path, its last node, and for each node the one before it on the longest way.
    Path { total: u64, last: u16, before: [u16; MOST] },
}

const fn worst_of(blueprint: &'static Blueprint, frame: u16) -> Worst {
    let nodes = blueprint.nodes;
    let mut finish = [0u64; MOST];
    let mut before = [u16::MAX; MOST];
    let (mut total, mut last) = (0, u16::MAX);
    let mut node = 0;
    while (node as usize) < nodes.len() && (node as usize) < MOST {
        if nodes[node as usize].frame == frame {
            let mut start = 0;
            let mut earlier = 0;
            while earlier < node {
                let here = nodes[earlier as usize].frame == frame;
                let longer = here && finish[earlier as usize] > start && !exclude(nodes, node, earlier);
                if longer && waits_for(nodes, node, earlier) {
                    start = finish[earlier as usize];
                    before[node as usize] = earlier;
                }
                earlier += 1;
            }
            let Some(cost) = cost(blueprint, node) else { return Worst::Unbounded(node) };
            finish[node as usize] = start + cost;
            if finish[node as usize] >= total {
                total = finish[node as usize];
                last = node;
            }
        }
        node += 1;
    }
    Worst::Path { total, last, before }
}

/// The longest that a node takes, in microseconds; `None` if nothing bounds it.
const fn cost(blueprint: &'static Blueprint, node: u16) -> Option<u64> {
    let this = &blueprint.nodes[node as usize];
    match this.kind {
        Kind::Stage { stage: StageRef::Agent(_), .. } => attempts(this),
        Kind::Stage { stage: StageRef::Pipeline(inner), .. } => match this.timeout() {
            Some(_) => attempts(this),
            None => bounded(inner, 0),
        },
        Kind::Sleep { time } => micros(time),
        Kind::Signal { timeout, .. } => micros(timeout),
        Kind::Open { frame, .. } => match (blueprint.frames[frame as usize].kind, bounded(blueprint, frame)) {
            (FrameKind::Rounds(rounds), Some(round)) => Some(rounds as u64 * round),
            _ => None,
        },
        _ => Some(0),
    }
}

const fn bounded(blueprint: &'static Blueprint, frame: u16) -> Option<u64> {
    if blueprint.options.depth.is_some() {
        return None;
    }
    match worst_of(blueprint, frame) {
        Worst::Unbounded(_) => None,
        Worst::Path { total, .. } => Some(total),
    }
}

const fn micros(time: Option<Duration>) -> Option<u64> {
    match time {
        Some(time) => Some(time.as_micros() as u64),
        None => None,
    }
}

/// All attempts at their timeouts, and the longest waits between them.
const fn attempts(node: &Node) -> Option<u64> {
    let Some(timeout) = micros(node.timeout()) else { return None };
    let Some(retry) = node.retry() else { return Some(timeout) };
    let full = timeout * retry.attempts as u64 + waits(&retry);
    match micros(retry.total) {
        // No attempt starts after `total`, and the last one takes its time.
        Some(total) if total + timeout < full => Some(total + timeout),
        _ => Some(full),
    }
}

/// The longest waits between the attempts, in microseconds.
const fn waits(retry: &Retry) -> u64 {
    let (mut sum, mut attempt) = (0, 1);
    while attempt < retry.attempts {
        sum += wait(&retry.backoff, attempt);
        attempt += 1;
    }
    sum
}

const fn wait(backoff: &Backoff, attempt: u32) -> u64 {
    match backoff {
        Backoff::None => 0,
        Backoff::Constant(time) => time.as_micros() as u64,
        Backoff::Linear { step, max } => least((step.as_micros() as u64).saturating_mul(attempt as u64), max),
        Backoff::Exponential { base, max } => {
            let factor = if attempt > 40 { 1 << 40 } else { 1u64 << (attempt - 1) };
            least((base.as_micros() as u64).saturating_mul(factor), max)
        }
        Backoff::Fibonacci { base, max } => {
            let (mut a, mut b, mut i) = (1u64, 1u64, 1);
            while i < attempt && a < 1 << 40 {
                (a, b) = (b, a + b);
                i += 1;
            }
            least((base.as_micros() as u64).saturating_mul(a), max)
        }
    }
}

const fn least(micros: u64, max: &Duration) -> u64 {
    let max = max.as_micros() as u64;
    if micros < max { micros } else { max }
}

/// The critical path, stage by stage: `parse 4 x 2s + waits = 8.3s, then grade 1 x 30s = 30s`.
const fn path(blueprint: &'static Blueprint, node: u16, before: &[u16; MOST], text: Text) -> Text {
    if node == u16::MAX {
        return text;
    }
    let this = &blueprint.nodes[node as usize];
    let Some(cost) = cost(blueprint, node) else { return text };
    let text = path(blueprint, before[node as usize], before, text);
    if cost == 0 {
        return text;
    }
    let text = if ends_with_colon(&text) { text } else { text.and(" + ") };
    let text = text.and(this.name).and(" ").time(Duration::from_micros(cost));
    match (this.retry(), this.timeout()) {
        (Some(retry), Some(timeout)) => {
            text.and(" (").number(retry.attempts as u64).and(" x ").time(timeout).and(" and waits)")
        }
        _ => text,
    }
}

const fn ends_with_colon(text: &Text) -> bool {
    let bytes = text.as_str().as_bytes();
    bytes.len() >= 2 && bytes[bytes.len() - 2] == b':'
}
