//! The names that a pipeline knows, and those of the pipelines within it: signals, agents.

use orch_blueprint::{Blueprint, Kind, Node, StageRef};
use orch_core::{CodecError, Pipeline, Saved, Stage, Visitor, codec};
use serde_json::Value;

/// The signal of this name that the pipeline itself waits for.
pub(crate) fn own(blueprint: &'static Blueprint, name: &str) -> Option<&'static str> {
    blueprint.signals.iter().map(|signal| signal.name).find(|known| *known == name)
}

/// The signal of this name that the pipeline or one within it waits for.
pub(crate) fn within(blueprint: &'static Blueprint, name: &str) -> Option<&'static str> {
    all(blueprint).into_iter().find(|known| *known == name)
}

/// The names of all of them, its own first.
pub(crate) fn all(blueprint: &'static Blueprint) -> Vec<&'static str> {
    pipelines(blueprint).into_iter().flat_map(|known| known.signals).map(|signal| signal.name).collect()
}

/// The agents that it and those within it call, what undoes included.
pub(crate) fn agents(blueprint: &'static Blueprint) -> impl Iterator<Item = &'static str> {
    let nodes = pipelines(blueprint).into_iter().flat_map(|known| known.nodes);
    nodes.flat_map(|node| agent_name(node).into_iter().chain(node.undo().map(|undo| undo.name)))
}

/// The name of the agent that a node calls.
pub(crate) fn agent_name(node: &Node) -> Option<&'static str> {
    match node.kind {
        Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec.name),
        _ => None,
    }
}

/// It and those within it, itself first.
pub(crate) fn pipelines(blueprint: &'static Blueprint) -> Vec<&'static Blueprint> {
    let mut seen = vec![blueprint];
    let mut next = 0;
    while let Some(blueprint) = seen.get(next).copied() {
        next += 1;
        for node in blueprint.nodes {
            if let Kind::Stage { stage: StageRef::Pipeline(child), .. } = node.kind
                && !seen.iter().any(|seen| std::ptr::eq(*seen, child))
            {
                seen.push(child);
            }
        }
    }
    seen
}

/// Decodes a payload as the type of the pipeline's own signal; or as one of those that pipelines within it give to that
/// name.
pub(crate) fn check<P: Pipeline>(name: &'static str, own: bool, payload: &Value) -> Result<(), CodecError> {
    let mut check = Check { name, own, payload, found: Ok(()), fits: false };
    P::visit(&mut check);
    if check.fits { Ok(()) } else { check.found }
}

struct Check<'a> {
    name: &'static str,
    own: bool,
    payload: &'a Value,
    found: Result<(), CodecError>,
    fits: bool,
}

impl Visitor for Check<'_> {
    fn stage<S>(&mut self)
    where
        S: Stage,
        S::Owned: Saved + Clone,
        S::Output: Saved,
    {
        if !self.own {
            S::visit_within(self);
        }
    }

    fn signal<T: Saved + Send + Sync + 'static>(&mut self, name: &'static str) {
        if name == self.name {
            self.found = codec::decode::<T>(self.payload).map(drop);
            self.fits |= self.found.is_ok();
        }
    }
}
