//! The critical path: the chain of stages, each of which waited for the one before, that determined when the run ended.

use std::collections::BTreeSet;
use std::time::Duration;

use orch_blueprint::{FrameKind, Kind};
use orch_core::{At, Plan, Timestamp};

/// One use of a stage, a timer or a signal that came to its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    pub(super) at: At,
    pub(super) node: u16,
    pub(super) ready: Timestamp,
    pub(super) end: Timestamp,
    pub(super) waiting: Duration,
    pub(super) working: Duration,
}

/// The chain, first to last. It is found backwards: from the last end, always to the latest end among those that the
/// stage waited for.
pub(super) fn path(plan: &Plan, mut leaves: Vec<Leaf>) -> Vec<Leaf> {
    leaves.sort_by(|a, b| (b.end, b.ready, &b.at, b.node).cmp(&(a.end, a.ready, &a.at, a.node)));
    let mut chain: Vec<Leaf> = Vec::new();
    for leaf in leaves {
        let belongs = chain.last().is_none_or(|later| leaf.end <= later.ready && precedes(plan, &leaf, later));
        if belongs {
            chain.push(leaf);
        }
    }
    chain.reverse();
    chain
}

/// Whether `later` waits for `earlier`, directly or through others. A round waits for the round before it. An item of a
/// fan-out waits for another one only in so far as it may have waited for its turn, which its first stages show.
fn precedes(plan: &Plan, earlier: &Leaf, later: &Leaf) -> bool {
    let (a, b) = (earlier.at.steps(), later.at.steps());
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let side_by_side = b.get(common).is_some_and(|step| is_fan_out(plan, step.node()));
    let a = a.get(common).map_or(earlier.node, |step| step.node());
    let b = b.get(common).map_or(later.node, |step| step.node());
    match a == b {
        true => !side_by_side || plan.starts_frame(later.node),
        false => leads_to(plan, a, b, &mut BTreeSet::new()),
    }
}

fn is_fan_out(plan: &Plan, node: u16) -> bool {
    let blueprint = plan.blueprint();
    match blueprint.nodes[usize::from(node)].kind {
        Kind::Open { frame, .. } => blueprint.frames[usize::from(frame)].kind == FrameKind::Items,
        _ => false,
    }
}

fn leads_to(plan: &Plan, from: u16, to: u16, seen: &mut BTreeSet<u16>) -> bool {
    plan.dependents(from).any(|next| next == to || (seen.insert(next) && leads_to(plan, next, to, seen)))
}
