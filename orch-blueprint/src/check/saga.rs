//! `#[saga]`: every change that something fallible follows says how it is undone. And what is to be undone must be kept.

use super::Text;
use crate::order::{can_end, exclude, is_change};
use crate::{Blueprint, Compensation, Kind};

/// Whether stage `node` is a change without a compensation although the run can still fail after it.
pub const fn uncompensated(blueprint: &'static Blueprint, node: u16) -> Option<Text> {
    let nodes = blueprint.nodes;
    let this = &nodes[node as usize];
    if !matches!(this.kind, Kind::Stage { .. }) || !is_change(nodes, node) {
        return None;
    }
    if !matches!(this.compensation(), Compensation::Unstated) {
        return None;
    }
    match follower(blueprint, node) {
        None => None,
        Some(follower) => Some(
            Text::new()
                .and("`")
                .and(this.name)
                .and("` changes the world and ")
                .and(if follower == node { "the next `" } else { "`" })
                .and(nodes[follower as usize].name)
                .and("` after it may fail, so a `#[saga]` must know how to undo it\n  write `.with(compensate = undo)`, or `compensate = nothing(\"why\")` if there is nothing to undo\n  [orch::E12] docs/codes/E12.md"),
        ),
    }
}

/// Whether stage `node` of an `#[ephemeral]` pipeline would have to be undone.
pub const fn forgotten(blueprint: &'static Blueprint, node: u16) -> Option<Text> {
    let this = &blueprint.nodes[node as usize];
    let Some(undo) = this.undo() else { return None };
    if !blueprint.options.ephemeral {
        return None;
    }
    let text = Text::new().and("`").and(undo.name).and("` undoes `").and(this.name);
    Some(text.and("`, and an `#[ephemeral]` pipeline keeps nothing that it could be given\n  leave `#[ephemeral]` out, or write `.with(compensate = nothing(\"why\"))` on the stage\n  [orch::E12] docs/codes/E12.md"))
}

/// Whether `later` stands in another arm than `node`, a node of the body: then only one of them happens.
const fn other_arm(blueprint: &'static Blueprint, node: u16, mut later: u16) -> bool {
    while let Some(owner) = blueprint.frames[blueprint.nodes[later as usize].frame as usize].owner {
        later = owner;
    }
    later != node && exclude(blueprint.nodes, node, later)
}

/// The first node behind `node` that can end the run. In a fan-out, a `for` or a loop the node itself may come again.
const fn follower(blueprint: &'static Blueprint, node: u16) -> Option<u16> {
    let nodes = blueprint.nodes;
    let repeated = blueprint.frames[nodes[node as usize].frame as usize].owner.is_some();
    let mut i = if repeated { 0 } else { node + 1 };
    while (i as usize) < nodes.len() {
        let excluded = matches!(nodes[i as usize].kind, Kind::Return { .. } | Kind::Restart);
        let near = i > node || nodes[i as usize].frame == nodes[node as usize].frame;
        if !excluded && can_end(nodes, i) && near && (repeated || !other_arm(blueprint, node, i)) {
            return Some(i);
        }
        i += 1;
    }
    None
}
