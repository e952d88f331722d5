//! The order rule: *a run gives what its body would give if it ran from top to bottom.*
//!
//! A quiet node starts as soon as the values it names are there; one written after a change waits for that change. A
//! change also waits for everything written before it that changes the world or could end the run (a `?`, and plain Rust,
//! which may panic), and for what is written before it and `reads`, which must not see the change. Nothing written after an explicit `return` or `break`
//! starts before that decision. A timer, a signal and `now()` mark a place in
//! time: they wait for everything before them, and everything after them waits.
//!
//! All of it is `const`, because the compiler's checks stand on it as well as the engines, and because the effect of an
//! agent of another crate is only known where constants are evaluated.

use crate::Effect;
use crate::flow::{Blueprint, Kind, Node, StageRef};

/// How deep pipelines are followed into each other. A chain that goes on is a recursion, which is taken for a change.
const DEPTH: u32 = 16;

/// Whether `later` must not start before `earlier` has come to its end. Both are of one frame, and `earlier < later`.
pub const fn waits_for(nodes: &[Node], later: u16, earlier: u16) -> bool {
    let (n, e) = (&nodes[later as usize], &nodes[earlier as usize]);
    if named(n, earlier) {
        return true;
    }
    if let (Some(a), Some(b)) = (n.race, e.race)
        && a == b
    {
        return false;
    }
    if leaves(nodes, earlier) || is_barrier(nodes, earlier) || is_barrier(nodes, later) {
        return true;
    }
    let (n_changes, e_changes) = (is_change(nodes, later), is_change(nodes, earlier));
    if n_changes && e_changes {
        return n.unordered == 0 || n.unordered != e.unordered;
    }
    e_changes || (n_changes && (can_end(nodes, earlier) || evaluates(nodes, earlier) || looks(nodes, earlier)))
}

/// Whether two nodes of one frame are in different arms, so that never more than one of them happens.
pub const fn exclude(nodes: &[Node], a: u16, b: u16) -> bool {
    let mut of_a = nodes[a as usize].guard;
    while let Some(guard) = of_a {
        let mut of_b = nodes[b as usize].guard;
        while let Some(other) = of_b {
            if guard.node == other.node && guard.case != other.case {
                return true;
            }
            of_b = nodes[other.node as usize].guard;
        }
        of_a = nodes[guard.node as usize].guard;
    }
    false
}

/// Whether a node is plain Rust, or computes a list: a panic there ends the run, and no change below an `assert!` may
/// have happened.
const fn evaluates(nodes: &[Node], node: u16) -> bool {
    matches!(
        nodes[node as usize].kind,
        Kind::Value | Kind::Check | Kind::Decide { .. } | Kind::Join | Kind::Open { .. }
    )
}

/// Whether a node looks at the world, so that what it sees depends on when it runs.
const fn looks(nodes: &[Node], node: u16) -> bool {
    matches!(effect(nodes, node, DEPTH), Effect::Reads)
}

/// Whether `node` names `earlier`: its value, its decision, or by `.after`.
const fn named(node: &Node, earlier: u16) -> bool {
    if let Some(guard) = node.guard
        && guard.node == earlier
    {
        return true;
    }
    contains(node.uses, earlier) || contains(node.after, earlier)
}

const fn contains(list: &[u16], wanted: u16) -> bool {
    let mut i = 0;
    while i < list.len() {
        if list[i] == wanted {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether a node changes the world, or holds anything that does.
pub const fn is_change(nodes: &[Node], node: u16) -> bool {
    effect(nodes, node, DEPTH).is_change()
}

/// The effect of a node: its callee's, or the strongest inside what it opens. Plain Rust is `pure`.
pub const fn effect_of(nodes: &[Node], node: u16) -> Effect {
    effect(nodes, node, DEPTH)
}

/// The effect of a pipeline used as a stage: the strongest of its stages.
pub const fn pipeline_effect(blueprint: &Blueprint) -> Effect {
    pipeline(blueprint, DEPTH)
}

const fn effect(nodes: &[Node], node: u16, depth: u32) -> Effect {
    match nodes[node as usize].kind {
        Kind::Stage { stage: StageRef::Agent(spec), .. } => spec.effect,
        Kind::Stage { stage: StageRef::Pipeline(inner), .. } => pipeline(inner, depth),
        Kind::Open { frame, .. } => strongest(nodes, Some(frame), depth),
        Kind::Restart => Effect::Idempotent,
        _ => Effect::Pure,
    }
}

const fn pipeline(blueprint: &Blueprint, depth: u32) -> Effect {
    if depth == 0 || blueprint.options.depth.is_some() {
        return Effect::Once;
    }
    strongest(blueprint.nodes, None, depth - 1)
}

/// The strongest effect in a frame, or of all frames.
const fn strongest(nodes: &[Node], frame: Option<u16>, depth: u32) -> Effect {
    let (mut i, mut found) = (0, Effect::Pure);
    while i < nodes.len() {
        let inside = match frame {
            Some(frame) => nodes[i].frame == frame,
            None => true,
        };
        if inside {
            found = found.max(effect(nodes, i as u16, depth));
        }
        i += 1;
    }
    found
}

/// Whether a node can end the run: a `?` on it, or anything like that in what it opens.
pub const fn can_end(nodes: &[Node], node: u16) -> bool {
    let this = &nodes[node as usize];
    match this.kind {
        Kind::Return { explicit } => explicit || this.ends,
        Kind::Restart => true,
        Kind::Open { frame, .. } => this.ends || any_in(nodes, frame, Question::CanEnd),
        _ => this.ends,
    }
}

/// Whether a node may leave what it stands in by its own decision: `return`, `break`, `continue`, or a loop with a
/// `return` in it.
pub const fn leaves(nodes: &[Node], node: u16) -> bool {
    match nodes[node as usize].kind {
        Kind::Return { explicit } => explicit,
        Kind::Break | Kind::Continue | Kind::Restart => true,
        Kind::Open { frame, .. } => any_in(nodes, frame, Question::Returns),
        _ => false,
    }
}

/// Whether a node marks a place in time, which nothing overtakes.
pub const fn is_barrier(nodes: &[Node], node: u16) -> bool {
    barrier(nodes, node, DEPTH)
}

const fn barrier(nodes: &[Node], node: u16, depth: u32) -> bool {
    match nodes[node as usize].kind {
        Kind::Sleep { .. } | Kind::Signal { .. } | Kind::Now => true,
        Kind::Open { frame, .. } => any_barrier(nodes, Some(frame), depth),
        Kind::Stage { stage: StageRef::Pipeline(inner), .. } => {
            depth == 0 || inner.options.depth.is_some() || any_barrier(inner.nodes, None, depth - 1)
        }
        _ => false,
    }
}

const fn any_barrier(nodes: &[Node], frame: Option<u16>, depth: u32) -> bool {
    let mut i = 0;
    while i < nodes.len() {
        let inside = match frame {
            Some(frame) => nodes[i].frame == frame,
            None => true,
        };
        if inside && barrier(nodes, i as u16, depth) {
            return true;
        }
        i += 1;
    }
    false
}

enum Question {
    CanEnd,
    Returns,
}

/// Whether the answer is yes for any node of a frame, or of the frames within.
const fn any_in(nodes: &[Node], frame: u16, question: Question) -> bool {
    let mut i = 0;
    while i < nodes.len() {
        if nodes[i].frame == frame {
            let yes = match question {
                Question::CanEnd => can_end(nodes, i as u16),
                Question::Returns => match nodes[i].kind {
                    Kind::Return { explicit } => explicit,
                    Kind::Restart => true,
                    Kind::Open { frame, .. } => any_in(nodes, frame, Question::Returns),
                    _ => false,
                },
            };
            if yes {
                return true;
            }
        }
        i += 1;
    }
    false
}
