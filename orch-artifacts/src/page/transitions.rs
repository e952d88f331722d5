//! The transitions: when each step starts, and how its state and the run's move.

use std::fmt::Write;

use orch_blueprint::{Blueprint, FrameKind, Kind};

use super::words;
use crate::graph::{Edge, EdgeKind, Graph, Item, Part, Shape};
use crate::text::markdown;

/// One way in which a state moves: state, event, state after it, and what the run does.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// The name of a sort of step, its rows, and which nodes are of it.
type Sort = (&'static str, &'static [&'static [Row]], fn(&Blueprint, u16) -> bool);

/// Every step.
const ANY: &[Row] = &[
    ("waiting", "all that it waits for is settled", "ready", "running"),
    ("waiting", "another arm was chosen", "skipped", "running"),
    ("waiting, ready", "the flow ended before it", "cancelled", "failed, or succeeded early"),
];
const STAGE: &[Row] = &[
    ("ready", "attempt started (recorded for changes only)", "running", "running"),
    ("ready, running", "succeeded", "succeeded", "running"),
    ("ready, running", "attempt failed, attempts are left", "ready", "running"),
    ("ready, running", "failed", "failed", "failed, unless a fallback or the flow takes the failure"),
];
const QUIET: &[Row] = &[("ready, running", "the flow ended before it", "cancelled", "failed, or succeeded early")];
const CHANGE: &[Row] = &[
    (
        "running",
        "timed out, panicked or interrupted, no attempt left",
        "unknown",
        "failed, unless the flow takes the failure",
    ),
    ("running", "run stopped", "unknown", "cancelled"),
];
const UNDONE: &[Row] = &[
    ("succeeded, unknown", "the run has failed, and what ended later is undone", "compensating", "compensating"),
    ("compensating", "compensation attempt failed, attempts are left", "compensating", "compensating"),
    ("compensating", "compensated", "compensated", "compensating; failed after the last"),
    ("compensating", "compensation failed", "succeeded, unknown", "compensating; failed after the last"),
];
const DECIDE: &[Row] = &[
    ("ready", "branch decided", "succeeded", "running; the other arms are skipped"),
    ("ready", "failed", "failed", "failed"),
];
const PLAIN: &[Row] = &[("ready", "passed", "succeeded", "running"), ("ready", "failed", "failed", "failed")];
const SIGNAL: &[Row] = &[
    ("ready", "waiting", "running", "parked, if nothing else runs"),
    ("running", "signal received", "succeeded", "running"),
    ("running", "timer fired", "failed", "failed, unless the flow takes the failure"),
];
const TIMER: &[Row] = &[
    ("ready", "waiting", "running", "parked, if nothing else runs"),
    ("running", "timer fired", "succeeded", "running"),
];
const OPEN: &[Row] = &[
    ("ready", "items opened", "running", "running"),
    ("running", "all items or rounds ended", "succeeded", "running"),
    (
        "running",
        "more failed than is tolerated, or the rounds are used up",
        "failed",
        "failed, unless the flow takes the failure",
    ),
];
const RETURN: &[Row] = &[("ready", "value given", "succeeded", "succeeded")];
const RESTART: &[Row] =
    &[("ready", "input given", "succeeded", "running, from the beginning"), ("ready", "failed", "failed", "failed")];

/// Both tables.
pub(super) fn section(blueprint: &Blueprint) -> String {
    let rows: String = starts(blueprint, &Graph::new(blueprint))
        .into_iter()
        .map(|(node, after)| format!("| {} | {after} |\n", words::path(blueprint, &blueprint.nodes[usize::from(node)])))
        .collect();
    let starts = super::titled("What starts when", "| step | starts after |\n|---|---|", &rows);
    format!("{starts}\n{}", states(blueprint))
}

/// For each node that is drawn, in the order of the drawing, after what it starts.
pub(super) fn starts(blueprint: &Blueprint, graph: &Graph) -> Vec<(u16, String)> {
    let mut rows = Vec::new();
    part(blueprint, &graph.body, &mut rows);
    rows
}

fn part(blueprint: &Blueprint, part: &Part, out: &mut Vec<(u16, String)>) {
    for (index, item) in part.boxes.iter().enumerate() {
        if let Some(node) = number(item) {
            let before: Vec<String> =
                part.edges.iter().filter(|edge| edge.to == index).map(|edge| cause(blueprint, part, edge)).collect();
            // Where ways meet, one of them has come; everything else waits for all.
            let between = if item.shape == Shape::Join { " or " } else { ", " };
            out.push((node, if before.is_empty() { beginning(blueprint, node) } else { before.join(between) }));
        }
        if let Some(inner) = &item.inner {
            self::part(blueprint, inner, out);
        }
    }
}

/// After what a step starts that waits for no other.
fn beginning(blueprint: &Blueprint, node: u16) -> String {
    match blueprint.frames[usize::from(blueprint.nodes[usize::from(node)].frame)].kind {
        FrameKind::Body => "the start".into(),
        FrameKind::Items | FrameKind::Sequence => "the beginning of its item".into(),
        FrameKind::Rounds(_) => "the beginning of its round".into(),
    }
}

fn cause(blueprint: &Blueprint, part: &Part, edge: &Edge) -> String {
    let from = &part.boxes[edge.from];
    let name = path(blueprint, from).unwrap_or_else(|| match &from.inner {
        Some(_) => format!("the {}", from.title),
        None => "the start".to_owned(),
    });
    match (edge.kind, &edge.label) {
        (EdgeKind::Fallback, _) => format!("failure of {name}"),
        (_, Some(label)) => format!("{name} chose {}", markdown(label)),
        _ => name,
    }
}

/// The path of a box that stands for a node.
fn path(blueprint: &Blueprint, item: &Item) -> Option<String> {
    Some(words::path(blueprint, blueprint.nodes.get(usize::from(number(item)?))?))
}

/// The node for which a box stands.
fn number(item: &Item) -> Option<u16> {
    item.id.strip_prefix('n')?.parse().ok()
}

/// How states move, a table for each sort of step that occurs.
fn states(blueprint: &Blueprint) -> String {
    let mut out = String::from("## Transitions\n");
    let sorts: [Sort; 11] = [
        ("Any step", &[ANY], |_, _| true),
        ("Stages that change nothing", &[STAGE, QUIET], |blueprint, node| is_stage(blueprint, node, false)),
        ("Stages that change the world", &[STAGE, CHANGE], |blueprint, node| is_stage(blueprint, node, true)),
        ("Changes that are undone", &[UNDONE], |blueprint, node| blueprint.nodes[usize::from(node)].undo().is_some()),
        ("Decisions", &[DECIDE], |blueprint, node| matches!(kind(blueprint, node), Kind::Decide { .. })),
        ("Plain Rust, joins and races", &[PLAIN], is_plain),
        ("Signals", &[SIGNAL], |blueprint, node| matches!(kind(blueprint, node), Kind::Signal { .. })),
        ("Timers", &[TIMER], |blueprint, node| matches!(kind(blueprint, node), Kind::Sleep { .. })),
        ("Fan-outs and loops", &[OPEN], |blueprint, node| matches!(kind(blueprint, node), Kind::Open { .. })),
        ("The return", &[RETURN], |blueprint, node| matches!(kind(blueprint, node), Kind::Return { .. })),
        ("The restart", &[RESTART], |blueprint, node| matches!(kind(blueprint, node), Kind::Restart)),
    ];
    for (title, rows, belongs) in sorts {
        let members: Vec<u16> = (0..blueprint.nodes.len() as u16).filter(|node| belongs(blueprint, *node)).collect();
        if members.is_empty() {
            continue;
        }
        let paths: Vec<String> =
            members.iter().map(|node| words::path(blueprint, &blueprint.nodes[usize::from(*node)])).collect();
        let of = if title == "Any step" { String::new() } else { format!(": {}", paths.join(", ")) };
        let _ = write!(out, "\n**{title}**{of}\n\n| state | event | then | the run |\n|---|---|---|---|\n");
        for (state, event, then, run) in rows.iter().copied().flatten() {
            let _ = writeln!(out, "| {state} | {event} | {then} | {run} |");
        }
    }
    out
}

fn kind(blueprint: &Blueprint, node: u16) -> Kind {
    blueprint.nodes[usize::from(node)].kind
}

fn is_stage(blueprint: &Blueprint, node: u16, change: bool) -> bool {
    matches!(kind(blueprint, node), Kind::Stage { .. })
        && orch_blueprint::order::is_change(blueprint.nodes, node) == change
}

fn is_plain(blueprint: &Blueprint, node: u16) -> bool {
    matches!(
        kind(blueprint, node),
        Kind::Value | Kind::Check | Kind::Join | Kind::Race { .. } | Kind::Now | Kind::Uuid | Kind::Random
    )
}
