//! A machine without its types: what of it can be asked and moved on knowing nothing of its pipeline. This is compiled once
//! and not with every pipeline.

use serde_json::Value;

use super::{Change, Command, Illegal, advance, descend, items, keys_on_the_way, legal, look, plainly, scan, undo};
use crate::event::What;
use crate::pipeline::Transition;
use crate::plan::Spot;
use crate::saga::Known;
use crate::state::{Ending, Status};
use crate::{Apart, Ask, At, CodecError, Failure, FrameState, Mark, Plan, Recorded, Site};

/// A state and the plan by which it moves, to be looked at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) plan: &'static Plan,
    pub(super) root: &'a dyn FrameState,
}

impl<'a> View<'a> {
    /// See [`Machine::commands`](super::Machine::commands).
    pub fn commands(self) -> Vec<Command> {
        scan::commands(self.plan, self.root)
    }

    /// See [`Machine::is_compensating`](super::Machine::is_compensating).
    pub fn is_compensating(self) -> bool {
        undo::current(self.root).is_some()
    }

    /// See [`Machine::stopped`](super::Machine::stopped).
    pub fn stopped(self) -> Option<&'a Failure> {
        self.root.progress().stopped()
    }

    /// See [`Machine::status`](super::Machine::status).
    pub fn status(self, at: &At, node: u16) -> Option<Status> {
        let progress = look(self.root, at)?.progress();
        (!progress.cells.is_empty()).then(|| progress.status(self.plan.local(node)))
    }

    /// The attempt at a stage that is outstanding or under way, from 1.
    pub fn attempt(self, at: &At, node: u16) -> u32 {
        let detail = look(self.root, at).and_then(|frame| frame.progress().beside.detail(self.plan.local(node)));
        detail.and_then(|detail| detail.again.as_ref()).map_or(1, |again| again.attempt + 1)
    }

    /// See [`Machine::path`](super::Machine::path).
    pub fn path(self, at: &At, node: u16) -> String {
        crate::path::render(self.plan.blueprint(), at, &keys_on_the_way(self.root, at), node)
    }

    /// The first attempt at a stage, of which nothing more is known.
    pub fn site(self, at: &At, node: u16) -> Site {
        crate::engine::site(self.plan, self.root, at, node, &Ask::FIRST, None)
    }

    /// Whether the machine has nothing more to do and the run begins anew.
    pub fn restarts(self) -> bool {
        let progress = self.root.progress();
        let restarts = progress.beside.horizon().is_some_and(|horizon| horizon.ending == Ending::Restart);
        restarts && progress.left == 0
    }

    /// How the run ended, once it has, but for its output.
    pub fn outcome(self) -> Option<Result<(), Failure>> {
        let progress = self.root.progress();
        if progress.cells.is_empty() || progress.left > 0 || self.is_compensating() {
            return None;
        }
        match progress.beside.horizon().map(|horizon| &horizon.ending) {
            Some(Ending::Failed(failure)) => Some(Err((**failure).clone())),
            Some(Ending::Restart) => None,
            _ => Some(Ok(())),
        }
    }

    /// The mark with which an attempt begins that is marked. `arguments` gives what has to be kept of it to undo it.
    pub(super) fn mark_of_start(
        self,
        (at, node): (&At, u16),
        attempt: u32,
        arguments: &dyn Fn() -> Result<Option<Value>, Failure>,
    ) -> Option<Mark> {
        let stage = self.plan.node(node);
        if stage.undo().is_none() {
            let change = stage.agent_effect().is_some_and(|effect| effect.is_change());
            return change.then_some(Mark::Started { attempt, arguments: None });
        }
        if attempt > 1 {
            return Some(Mark::Started { attempt, arguments: None });
        }
        match arguments() {
            Ok(arguments) => Some(Mark::Started { attempt, arguments: arguments.map(Apart::new) }),
            Err(failure) => Some(Mark::Failed(Apart::new(failure.at(self.path(at, node))))),
        }
    }
}

/// A state and an event that is about to move it, whatever their types.
pub trait Moving {
    /// The body.
    fn root(&self) -> &dyn FrameState;

    /// The body, to be moved on.
    fn root_mut(&mut self) -> &mut dyn FrameState;

    /// What the event means.
    fn transition(&self) -> (&At, Option<u16>, Transition<'_>);

    /// The event as journals keep it.
    fn encode(&self) -> Result<Recorded, CodecError>;

    /// Puts what the event carries into its slots. It is called once.
    fn store(&mut self);
}

/// Moves on by any event.
pub(super) fn apply_any(
    plan: &Plan,
    moving: &mut dyn Moving,
    commands: &mut Vec<Command>,
) -> Result<(), Apart<Illegal>> {
    let (at, node, transition) = moving.transition();
    legal::check(plan, moving.root(), at, node, transition)?;
    let (at, change) = (at.clone(), Change::of(transition));
    let done = node.and_then(|node| Some((node, done(plan, moving, node, &change)?)));
    moving.store();
    let root = moving.root_mut();
    if let Some((node, outcome)) = done {
        undo::keep(root, plan, &at, node, outcome);
    }
    match (node, change) {
        (Some(_), Change::Mark(mark)) if undo::is_of(&mark) => undo::take(root, plan, mark, commands),
        (Some(node), change) => advance::advance(plan, root, at, node, change, commands),
        (None, Change::Stop(failure)) => advance::stop(plan, root, failure, commands),
        (None, _) => advance::begin(plan, root, commands),
    }
    Ok(())
}

/// A plain good end in a frame within the body.
pub(super) fn apply_plainly(
    plan: &Plan,
    spot: Spot,
    moving: &mut dyn Moving,
    commands: &mut Vec<Command>,
) -> Result<(), Apart<Illegal>> {
    let at = moving.transition().0.clone();
    succeed_within(plan, spot, &at, moving, commands)
}

/// A good end that is plain, in the frame within the body that `at` leads to.
pub(super) fn succeed_within(
    plan: &Plan,
    spot: Spot,
    at: &At,
    moving: &mut dyn Moving,
    commands: &mut Vec<Command>,
) -> Result<(), Apart<Illegal>> {
    let progress = descend(moving.root_mut(), at).map(|frame| frame.progress_mut());
    let Some(progress) = progress.filter(|progress| legal::plainly_within(progress, at, spot)) else {
        return apply_any(plan, moving, commands);
    };
    let left = plainly::succeed(plan, spot, progress, at, commands);
    let ends_well = progress.beside.horizon().is_none();
    moving.store();
    if left == 0 && !(ends_well && items::ends_among_others(spot, moving.root_mut(), at)) {
        advance::end_frames(plan, moving.root_mut(), at.clone(), commands);
    }
    Ok(())
}

/// What is known of a change that ends with this event, if something would have to undo it. An output that cannot be
/// written is as good as none.
fn done(plan: &Plan, moving: &dyn Moving, node: u16, change: &Change) -> Option<Known> {
    plan.node(node).undo()?;
    match change {
        Change::Fail { unknown: true, .. } => Some(Known::Nothing),
        Change::Succeed => Some(match moving.encode().map(|recorded| recorded.what) {
            Ok(What::Succeeded(output)) => Known::Output(output),
            _ => Known::Nothing,
        }),
        _ => None,
    }
}
