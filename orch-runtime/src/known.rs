//! The signals that a pipeline knows, and those of the pipelines within it.

use orch_blueprint::{Blueprint, Kind, StageRef};
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
    let (mut seen, mut names) = (vec![blueprint], Vec::new());
    let mut next = 0;
    while let Some(blueprint) = seen.get(next).copied() {
        next += 1;
        names.extend(blueprint.signals.iter().map(|signal| signal.name));
        for node in blueprint.nodes {
            if let Kind::Stage { stage: StageRef::Pipeline(child), .. } = node.kind
                && !seen.iter().any(|seen| std::ptr::eq(*seen, child))
            {
                seen.push(child);
            }
        }
    }
    names
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
            self.found = codec::decode::<T>(self.payload.clone()).map(drop);
            self.fits |= self.found.is_ok();
        }
    }
}
