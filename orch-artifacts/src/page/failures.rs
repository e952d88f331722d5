//! What happens when something fails, and what is undone.

use std::fmt::Write;

use orch_blueprint::{Blueprint, Compensation, FrameKind, Kind, Node, order};

use super::words;
use crate::text::markdown;

/// Both tables.
pub(super) fn section(blueprint: &Blueprint) -> String {
    let mut failures = String::new();
    for node in blueprint.nodes {
        if let Some(path) = after_failure(blueprint, node) {
            let _ = writeln!(failures, "| {} | {path} |", words::path(blueprint, node));
        }
    }
    let mut undone = String::new();
    for (number, node) in blueprint.nodes.iter().enumerate() {
        if matches!(node.kind, Kind::Stage { .. }) && order::is_change(blueprint.nodes, number as u16) {
            let _ = writeln!(undone, "| {} | {} |", words::path(blueprint, node), undoing(node));
        }
    }
    let failures = super::titled("Failure paths", "| step | when it fails |\n|---|---|", &failures);
    let undone = super::titled("Compensation", "| change | when the run fails |\n|---|---|", &undone);
    [failures, undone].into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What happens when a node fails; `None` if it cannot.
pub(super) fn after_failure(blueprint: &Blueprint, node: &Node) -> Option<String> {
    let path = |number: u16| words::path(blueprint, &blueprint.nodes[usize::from(number)]);
    match node.kind {
        Kind::Stage { fallback: Some(fallback), .. } => {
            let unknown = if fallback.even_unknown { ", also after an unknown outcome" } else { "" };
            Some(format!("{} takes over{unknown}{}", path(fallback.node), tried(node)))
        }
        // What fails is the stage that was asked last, which has a row of its own.
        Kind::Join if joins_chain(blueprint, node) => None,
        _ if node.race.is_some() => node.race.map(|race| format!("the other racers of {} go on", path(race))),
        Kind::Open { tolerant: true, .. } => {
            Some(format!("failed items are tolerated up to a share; then {} fails", whole(blueprint, node)))
        }
        Kind::Open { frame, .. } => frame_fails(blueprint, node, frame),
        Kind::Stage { .. } if node.ends || chain_ends(blueprint, node) => {
            Some(format!("{} fails{}", whole(blueprint, node), tried(node)))
        }
        _ if node.ends => Some(format!("{} fails", whole(blueprint, node))),
        Kind::Stage { .. } | Kind::Signal { .. } => Some("the flow takes the failure as a value".into()),
        _ => None,
    }
}

/// Whether a node is the last way out of a fallback chain behind which a `?` stands: it is the chain that ends.
fn chain_ends(blueprint: &Blueprint, node: &Node) -> bool {
    let nodes = blueprint.nodes;
    let Some(first) = node.guard.map(|guard| usize::from(guard.node)) else { return false };
    let takes_over = matches!(nodes[first].kind, Kind::Stage { fallback: Some(fallback), .. } if nodes[usize::from(fallback.node)].name == node.name);
    let of_chain = |join: &&Node| {
        matches!(join.kind, Kind::Join)
            && join.frame == node.frame
            && join.uses.iter().any(|used| nodes[usize::from(*used)].name == node.name)
    };
    takes_over && nodes.iter().find(of_chain).is_some_and(|join| join.ends)
}

/// Whether a node is where a fallback chain ends.
fn joins_chain(blueprint: &Blueprint, join: &Node) -> bool {
    let mut used = join.uses.iter().map(|used| blueprint.nodes[usize::from(*used)].kind);
    used.any(|kind| matches!(kind, Kind::Stage { fallback: Some(_), .. }))
}

/// What becomes of a fan-out or a loop when something in it fails; `None` if nothing in it can.
fn frame_fails(blueprint: &Blueprint, node: &Node, frame: u16) -> Option<String> {
    let inside = blueprint.nodes.iter().any(|node| node.frame == frame && node.ends);
    let part = if matches!(blueprint.frames[usize::from(frame)].kind, FrameKind::Rounds(_)) { "round" } else { "item" };
    let whole = whole(blueprint, node);
    match (part, inside, node.ends) {
        ("round", true, true) => {
            Some(format!("with a round that fails, or when the rounds are used up, {whole} fails"))
        }
        ("round", false, true) => Some(format!("when the rounds are used up, {whole} fails")),
        (_, true, _) => Some(format!("with the first {part} that fails, {whole} fails")),
        (_, false, true) => Some(format!("{whole} fails")),
        (_, false, false) => None,
    }
}

/// How often it is tried before, if its failures can pass.
fn tried(node: &Node) -> String {
    let retry = node.retry().filter(|retry| retry.attempts > 1);
    retry.map_or(String::new(), |retry| format!(", after {} attempts at most", retry.attempts))
}

/// What ends with a failing step: the run, or the item or round that it is in.
fn whole(blueprint: &Blueprint, node: &Node) -> String {
    let frame = blueprint.frames[usize::from(node.frame)];
    let part = if matches!(frame.kind, FrameKind::Rounds(_)) { "round" } else { "item" };
    match frame.owner {
        None => "the run".into(),
        Some(owner) => format!("its {part} of {}", words::path(blueprint, &blueprint.nodes[usize::from(owner)])),
    }
}

fn undoing(node: &Node) -> String {
    match node.compensation() {
        Compensation::Unstated => "stays as it is: nothing says how it is undone".into(),
        Compensation::Nothing(why) => format!("nothing to undo: {}", markdown(why)),
        Compensation::With(_) => format!("undone by {}", words::compensation(node.compensation())),
    }
}
