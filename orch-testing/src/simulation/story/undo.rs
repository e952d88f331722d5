//! What must be undone, in which order.

use orch_blueprint::Kind;
use orch_core::{At, Failure, Mark, Transition};

use super::fate::{Verdict, Way};
use super::{End, Story};

/// The changes that have happened, or may have, in the order in which they ended; and how undoing goes.
#[derive(Debug, Clone, Default)]
pub(super) struct Undoing {
    done: Vec<(At, u16)>,
    /// The attempt at the last of them that is under way, or was.
    attempt: Option<u32>,
    /// The number of the event that announced it.
    pub(super) announced: u64,
    /// Attempts whose agent was called.
    called: u32,
    begun: bool,
    /// How many could not be undone.
    failed: usize,
}

impl Undoing {
    pub(super) fn is_under_way(&self) -> bool {
        self.begun
    }

    /// The process that undid something is dead: the last attempt is announced anew.
    pub(super) fn recover(&mut self) {
        (self.attempt, self.called) = (None, 0);
    }
}

impl Story {
    /// A node has come to its end.
    pub(super) fn completed(&mut self, at: &At, node: u16) {
        if self.node(node).undo().is_none() {
            return;
        }
        let end = self.fact(at, node).and_then(|fact| fact.end.as_ref());
        if matches!(end, Some(End::Well | End::Failed { unknown: true, .. })) {
            self.undo.done.push((at.clone(), node));
        }
    }

    /// The run is stopped: of changes under way nobody will know how they ended. They end together, in text order.
    pub(super) fn lose_changes(&mut self) {
        let lost = self.facts.iter().filter(|(_, fact)| fact.announced.is_some() && fact.end.is_none());
        let undone = |node: u16| self.node(node).undo().is_some() && !self.winds_down(node);
        let mut lost: Vec<(At, u16)> = lost.map(|(place, _)| place.clone()).filter(|(_, node)| undone(*node)).collect();
        lost.sort_by_key(|(at, node)| self.in_text(at, *node));
        self.undo.done.extend(lost);
    }

    /// A pipeline that has something to undo itself is awaited.
    pub(super) fn winds_down(&self, node: u16) -> bool {
        match self.node(node).kind {
            Kind::Stage { stage: orch_blueprint::StageRef::Pipeline(inner), .. } => inner.compensates(),
            _ => false,
        }
    }

    /// Whether a pipeline ends here that was told to before it had begun.
    pub(super) fn ends_unbegun(&self, node: u16, transition: Transition<'_>) -> bool {
        let fails = matches!(transition, Transition::Mark(Mark::Failed(_)));
        fails && self.is_stopped() && self.winds_down(node)
    }

    /// Whether the same happens before it had begun, or while it waits to be tried again: no attempt has ended so.
    pub(in crate::simulation) fn ends_unattempted(&self, at: &At, node: u16, transition: Transition<'_>) -> bool {
        let between = self.fact(at, node).is_none_or(|fact| fact.attempts == 0 || fact.again.is_some());
        between && self.ends_unbegun(node, transition)
    }

    /// Where something stands in the text: nodes and items from the body down.
    fn in_text(&self, at: &At, node: u16) -> Vec<u32> {
        let steps = at.steps().iter().flat_map(|step| [u32::from(step.node()), step.item()]);
        steps.chain([u32::from(node)]).collect()
    }

    /// Takes a mark that tells of undoing.
    pub(super) fn undo_event(&mut self, at: &At, node: u16, mark: &Mark) -> Result<bool, String> {
        let last = self.undo.done.last() == Some(&(at.clone(), node));
        let told = format!("{}: `{}`", self.path(at, node), Transition::Mark(mark).word());
        match mark {
            Mark::Compensating { attempt } => {
                if !last {
                    let due = self.undo.done.last().map(|(at, node)| self.path(at, *node));
                    return Err(format!("{told}, and what is to be undone next is {due:?}"));
                }
                if self.stopped.is_none() && !matches!(self.verdict(&At::ROOT), Verdict::Left(Way::Failed(_))) {
                    return Err(format!("{told}, and the run has not failed"));
                }
                self.undo.begun = true;
                self.undo.attempt = Some(*attempt);
                self.undo.called = 0;
            }
            Mark::Compensated | Mark::CompensationFailed(_) | Mark::CompensationRetrying(_) => {
                if !last || self.undo.attempt.is_none() {
                    return Err(format!("{told}, and nothing undoes it"));
                }
                if matches!(mark, Mark::Compensated) && self.undo.called != 1 {
                    return Err(format!("{told}, and its agent was called {} times", self.undo.called));
                }
                self.undo.failed += usize::from(matches!(mark, Mark::CompensationFailed(_)));
                if !matches!(mark, Mark::CompensationRetrying(_)) {
                    self.undo.done.pop();
                }
                self.undo.attempt = None;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// An agent is called that undoes a change.
    pub(in crate::simulation) fn undo_attempt(&mut self, at: &At, node: u16, attempt: u32) -> Result<(), String> {
        let last = self.undo.done.last() == Some(&(at.clone(), node));
        self.undo.called += 1;
        if last && self.undo.attempt == Some(attempt) && self.undo.called == 1 {
            return Ok(());
        }
        let Undoing { done, attempt: under_way, called, .. } = &self.undo;
        let what =
            format!("of {} to be undone, attempt {under_way:?} at the last is under way, call {called}", done.len());
        Err(format!("{} is undone, attempt {attempt}, out of turn: {what}", self.path(at, node)))
    }

    /// Whether the run's failure is this one, and tells of everything that could not be undone.
    pub(super) fn is_told(&self, failure: &Failure, told: &Failure) -> bool {
        let rest = told.message.strip_prefix(&failure.message);
        let told_of = |rest: &str| rest.matches("` could not be undone: ").count() == self.undo.failed;
        told.kind == failure.kind && rest.is_some_and(told_of)
    }

    /// The run is over: nothing is left to undo, or nothing had to be.
    pub(super) fn undone(&self, well: bool) -> Result<(), String> {
        match (well, self.undo.done.is_empty()) {
            (true, _) if self.undo.begun => Err(format!("{}: something was undone, and the run ended well", self.id)),
            (false, false) => {
                let left: Vec<_> = self.undo.done.iter().map(|(at, node)| self.path(at, *node)).collect();
                Err(format!("{}: the run has failed, and this was not undone: {left:?}", self.id))
            }
            _ => Ok(()),
        }
    }
}
