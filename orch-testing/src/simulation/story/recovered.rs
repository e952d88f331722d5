//! What is different where a process may die, or gives a run up while it waits: another one begins where the journal ends.

use orch_core::{At, Mark, Transition};

use super::fate::Verdict;
use super::{Fact, Slack, Story};

impl Story {
    /// What is not asked from now on.
    pub(in crate::simulation) fn allow(&mut self, slack: Slack) {
        self.slack = slack;
    }

    /// Nobody drives it any more: it has parked, or the process has died. Attempts that were under way begin anew, with the number
    /// that they had.
    pub(in crate::simulation) fn put_down(&mut self) {
        self.asleep = true;
        for fact in self.facts.values_mut().filter(|fact| fact.end.is_none()) {
            let announced = fact.announced.map_or(0, |(attempt, _)| attempt);
            let begun = announced.max(fact.attempts);
            fact.attempts = fact.repeated.map_or(0, |(next, _)| next - 1);
            fact.again = fact.repeated;
            fact.under_way |= begun > fact.attempts;
        }
        let known = |fact: &Fact| {
            let begun = fact.attempts > 0 || fact.under_way || fact.opened.is_some() || fact.wait.is_some();
            begun || fact.end.is_some()
        };
        self.facts.retain(|_, fact| known(fact));
        self.undo.recover();
    }

    /// Whether something has begun as the journal sees it: a change that was announced, or what was under way in another process.
    pub(super) fn has_begun(&self, at: &At, node: u16) -> bool {
        self.fact(at, node).is_some_and(|fact| fact.announced.is_some() || fact.under_way)
    }

    /// Somebody drives it again, or shall.
    pub(in crate::simulation) fn take_up(&mut self) {
        self.asleep = false;
    }

    pub(in crate::simulation) fn is_asleep(&self) -> bool {
        self.asleep
    }

    /// This event, of this number, may have announced an attempt.
    pub(in crate::simulation) fn announce(&mut self, at: &At, node: u16, transition: Transition<'_>, seq: u64) {
        match transition {
            Transition::Mark(Mark::Started { attempt, .. }) => {
                self.fact_mut(at, node).announced = Some((*attempt, seq));
            }
            Transition::Mark(Mark::Compensating { .. }) => self.undo.announced = seq,
            _ => {}
        }
    }

    /// A change that was announced when the run was accepted, which nobody was told.
    pub(in crate::simulation) fn accept(&mut self, at: &At, node: u16, seq: u64) {
        self.fact_mut(at, node).announced = Some((1, seq));
    }

    /// The number of the event that announced the last attempt at a change, or at undoing one.
    pub(in crate::simulation) fn announced(&self, at: &At, node: u16, undoes: bool) -> Option<u64> {
        if undoes {
            return Some(self.undo.announced);
        }
        self.fact(at, node)?.announced.map(|(_, seq)| seq)
    }

    /// Whether the run ends, or has ended: a cancellation comes too late.
    pub(in crate::simulation) fn ends(&self) -> bool {
        self.ended || self.stopped.is_some() || self.undo.is_under_way() || self.verdict(&At::ROOT) != Verdict::Going
    }
}
