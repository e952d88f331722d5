//! What a flow knows by name: its stages, with those of the pipelines within it, and its signals.

use orch_blueprint::{Blueprint, FrameKind, Kind, Node, StageRef};
use orch_core::{Pipeline, Saved, Stage, Visitor, codec};
use serde_json::Value;

use super::script::ends_with;

/// A pipeline that runs itself is followed so far down.
const DOWN: usize = 4;

/// A stage, signal or timer of a flow.
struct Known {
    /// Its path; items and rounds without their names: `Quotes/symbol[]/Quote/fetch`.
    path: String,
    stage: Option<StageRef>,
    /// The agent that undoes it.
    undo: Option<StageRef>,
}

/// All of them.
fn all(blueprint: &'static Blueprint) -> Vec<Known> {
    let mut known = Vec::new();
    collect(blueprint, blueprint.name, &mut vec![blueprint], &mut known);
    known
}

fn collect(blueprint: &'static Blueprint, prefix: &str, chain: &mut Vec<&'static Blueprint>, known: &mut Vec<Known>) {
    for node in blueprint.nodes {
        let stage = match node.kind {
            Kind::Stage { stage, .. } => Some(stage),
            Kind::Signal { .. } | Kind::Sleep { .. } => None,
            _ => continue,
        };
        let path = format!("{prefix}/{}{}", frames(blueprint, node.frame), node.name);
        if let Some(StageRef::Pipeline(child)) = stage
            && chain.iter().filter(|above| std::ptr::eq(**above, child)).count() < DOWN
        {
            chain.push(child);
            collect(child, &path, chain, known);
            chain.pop();
        }
        known.push(Known { path, stage, undo: node.undo().map(StageRef::Agent) });
    }
}

/// The way to a frame.
fn frames(blueprint: &Blueprint, frame: u16) -> String {
    let this = &blueprint.frames[usize::from(frame)];
    let Some(owner) = this.owner else { return String::new() };
    let Node { name, frame, .. } = &blueprint.nodes[usize::from(owner)];
    let mark = if matches!(this.kind, FrameKind::Rounds(_)) { "()" } else { "[]" };
    format!("{}{name}{mark}/", frames(blueprint, *frame))
}

/// A path without the names of items and rounds.
fn plain(path: &str) -> String {
    let (mut out, mut rest) = (String::new(), path);
    while let Some(open) = rest.find(['[', '(']) {
        let close = if rest[open..].starts_with('[') { ']' } else { ')' };
        let ends = |at: &usize| rest[at + 1..].is_empty() || rest[at + 1..].starts_with('/');
        let Some(end) = rest.match_indices(close).map(|(at, _)| at).filter(|at| *at > open).find(ends) else { break };
        out.push_str(&rest[..=open]);
        out.push(close);
        rest = &rest[end + 1..];
    }
    out + rest
}

fn same(left: StageRef, right: StageRef) -> bool {
    match (left, right) {
        (StageRef::Pipeline(left), StageRef::Pipeline(right)) => std::ptr::eq(left, right),
        (StageRef::Agent(left), StageRef::Agent(right)) => {
            (left.name, left.module, left.line) == (right.name, right.module, right.line)
        }
        _ => false,
    }
}

/// # Panics
/// If no stage of the flow is named so.
#[track_caller]
pub(super) fn check_name(blueprint: &'static Blueprint, stage: &str) {
    let (known, wanted) = (all(blueprint), plain(stage));
    if !known.iter().any(|known| ends_with(&known.path, &wanted)) {
        let paths: Vec<String> = known.into_iter().map(|known| known.path).collect();
        panic!("`{}` has no stage `{stage}`; it has {}", blueprint.name, paths.join(", "));
    }
}

/// # Panics
/// If the flow does not use this agent or pipeline, or not at the stage.
#[track_caller]
pub(super) fn check_stage<S: Stage>(blueprint: &'static Blueprint, stage: Option<&str>) {
    let known = all(blueprint);
    let calls = |known: &&Known| [known.stage, known.undo].into_iter().flatten().any(|one| same(one, S::describe()));
    let of_stage = known.iter().filter(calls);
    let paths: Vec<&str> = of_stage.map(|known| known.path.as_str()).collect();
    let (flow, name) = (blueprint.name, S::describe().name());
    assert!(!paths.is_empty(), "`{name}` is no stage of `{flow}` and of no pipeline within it");
    let Some(stage) = stage else { return };
    let wanted = plain(stage);
    let found = paths.iter().any(|path| ends_with(path, &wanted));
    assert!(found, "no stage `{stage}` of `{flow}` is `{name}`; it stands at {}", paths.join(", "));
}

/// # Panics
/// If the flow knows no such signal, or it is of another type.
#[track_caller]
pub(super) fn check_signal<P: Pipeline>(name: &str, payload: &Value) {
    let mut names = Vec::new();
    signals(P::blueprint(), &mut Vec::new(), &mut names);
    let known = names.join("`, `");
    let flow = P::blueprint().name;
    assert!(names.contains(&name), "`{flow}` and the pipelines within it have no signal `{name}`; they have `{known}`");
    let mut check = Check { name, payload, fits: Vec::new() };
    P::visit(&mut check);
    // Two pipelines may have signals of one name and different types; of an ephemeral one nothing is known.
    if !check.fits.is_empty() && check.fits.iter().all(Option::is_some) {
        panic!("the signal `{name}`: {}", check.fits.into_iter().flatten().next().unwrap_or_default());
    }
}

fn signals(blueprint: &'static Blueprint, seen: &mut Vec<&'static str>, names: &mut Vec<&'static str>) {
    if seen.contains(&blueprint.name) {
        return;
    }
    seen.push(blueprint.name);
    names.extend(blueprint.signals.iter().map(|signal| signal.name));
    for node in blueprint.nodes {
        if let Kind::Stage { stage: StageRef::Pipeline(child), .. } = node.kind {
            signals(child, seen, names);
        }
    }
}

/// Decodes a payload as the type of each signal of its name; keeps why it is none.
struct Check<'a> {
    name: &'a str,
    payload: &'a Value,
    fits: Vec<Option<String>>,
}

impl Visitor for Check<'_> {
    fn stage<S>(&mut self)
    where
        S: Stage,
        S::Owned: Saved + Clone,
        S::Output: Saved,
    {
        S::visit_within(self);
    }

    fn signal<T: Saved + Send + Sync + 'static>(&mut self, name: &'static str) {
        if name == self.name {
            self.fits.push(codec::decode::<T>(self.payload).err().map(|error| error.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_items_do_not_matter() {
        assert_eq!(plain("F/symbol[17]/fetch"), "F/symbol[]/fetch");
        assert_eq!(plain("draft(2)/each[a/b]/[x]"), "draft()/each[]/[]");
        assert_eq!(plain("Clean/store"), "Clean/store");
        assert_eq!(plain("a[b"), "a[b");
    }
}
