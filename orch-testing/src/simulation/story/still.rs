//! What must hold whenever the run stands still: nothing that could go on waits for a wake-up that was lost, and nothing is
//! late.

use std::time::Duration;

use orch_blueprint::{Kind, StageRef};
use orch_core::{At, Mark, Timestamp, Transition};

use super::fate::Fate;
use super::{Fact, STOPPED_AROUND, Story};

/// Tokio's timers are exact to the millisecond.
const EXACT: Duration = Duration::from_millis(2);

/// A signal that was sent and waited for, if any is: name and key.
pub(in crate::simulation) type Awaited = (&'static str, Option<String>);

impl Story {
    /// Whether everything has begun that could, and nothing is late.
    pub(in crate::simulation) fn stands_still(&mut self, now: Timestamp) -> Result<(), String> {
        self.note_ready(now);

        if self.ended || self.slack.unsettled {
            return Ok(());
        }
        self.limits_kept(now)?;
        self.has_heard()?;
        if self.is_stopped() || self.undo.is_under_way() {
            return Ok(());
        }
        self.frame_stands_still(&At::ROOT, now)
    }

    /// Whether a stop has come to whom it concerns: to this run if one around it was stopped, and to the pipelines within it.
    fn has_heard(&self) -> Result<(), String> {
        if self.stopped_around && !self.ends() {
            return Err(format!("{} goes on although {STOPPED_AROUND}", self.id));
        }
        let waits = |((_, node), fact): &(&(At, u16), &Fact)| {
            fact.end.is_none() && fact.again.is_some() && self.winds_down(*node)
        };
        match self.facts.iter().filter(|_| self.is_stopped()).find(waits) {
            Some(((at, node), _)) => {
                Err(format!("{} waits to be tried again although the run was stopped", self.path(at, *node)))
            }
            None => Ok(()),
        }
    }

    fn is_paused(&self, node: u16) -> bool {
        match self.node(node).kind {
            Kind::Stage { stage: StageRef::Agent(spec), .. } => self.slack.paused == Some(spec.name),
            _ => false,
        }
    }

    /// Whether what was due then has not happened in time.
    fn is_late(&self, due: Timestamp, now: Timestamp) -> bool {
        due.max(self.slack.since).saturating_add(EXACT).saturating_add(self.slack.late) < now
    }

    fn limits_kept(&self, now: Timestamp) -> Result<(), String> {
        let Some(deadline) = self.blueprint.options.deadline else { return Ok(()) };
        let over = self.is_late(self.began.saturating_add(deadline.after), now);
        if over && !self.ends() {
            return Err(format!("{}: its deadline of {:?} has passed", self.id, deadline.after));
        }
        Ok(())
    }

    fn frame_stands_still(&self, at: &At, now: Timestamp) -> Result<(), String> {
        for node in self.nodes_at(at) {
            match self.fate(at, node) {
                // What stands behind it is not wanted.
                Fate::Ends(_) => return Ok(()),
                Fate::Over => {}
                Fate::Coming => self.node_stands_still(at, node, now)?,
            }
        }
        Ok(())
    }

    fn node_stands_still(&self, at: &At, node: u16, now: Timestamp) -> Result<(), String> {
        if self.may_begin(at, node).is_err() {
            return Ok(());
        }
        let late = |until: Timestamp| self.is_late(until, now);
        let complain = |what: &str| Err(format!("{} {what}", self.path(at, node)));
        let fact = self.fact(at, node);
        match self.node(node).kind {
            Kind::Stage { .. } => match fact {
                _ if self.is_paused(node) => Ok(()),
                Some(fact) if fact.again.is_some_and(|(_, due)| late(due)) => complain("is not tried again in time"),
                Some(fact) if fact.attempts > 0 => Ok(()),
                // Its delay is not over yet, or nobody drives it.
                _ if self.node(node).race.is_some() || self.asleep => Ok(()),
                _ => complain("could begin, and does not"),
            },
            Kind::Sleep { .. } | Kind::Signal { .. } => match fact.and_then(|fact| fact.wait.as_ref()) {
                Some(wait) if wait.until.is_some_and(late) => complain("waits longer than its time"),
                Some(_) => Ok(()),
                None => complain("could wait, and does not"),
            },
            Kind::Open { frame, .. } => {
                let kind = self.kind_of(frame);
                let Some(count) = self.count(at, node, kind) else { return complain("could open, and does not") };
                if self.is_due(at, node, kind) {
                    return complain("has all its items, and no value");
                }
                let open = (0..count).filter(|item| self.is_item_open(at, node, *item).is_ok());
                open.map(|item| at.child(node, item)).try_for_each(|item| self.frame_stands_still(&item, now))
            }
            _ => complain("could be worked out, and is not"),
        }
    }

    /// A timer fires at its time: not before it, and not much after it.
    pub(super) fn fires_in_time(
        &self,
        at: &At,
        node: u16,
        transition: Transition<'_>,
        now: Timestamp,
    ) -> Result<(), String> {
        let wait = self.fact(at, node).and_then(|fact| fact.wait.as_ref());
        match (transition, wait.and_then(|wait| wait.until)) {
            (Transition::Mark(Mark::Fired), Some(until)) if now < until || self.is_late(until, now) => {
                Err(format!("{} fires at {now}, and is due at {until}", self.path(at, node)))
            }
            _ => Ok(()),
        }
    }

    /// The signals that the run waits for.
    pub(in crate::simulation) fn awaited(&self) -> Vec<Awaited> {
        if self.ended || self.is_stopped() {
            return Vec::new();
        }
        let waits = self.facts.iter().filter_map(|((at, node), fact)| {
            let Kind::Signal { index, .. } = self.node(*node).kind else { return None };
            let wait = fact.wait.as_ref()?;
            let open = fact.end.is_none() && self.is_moot(at, *node).is_none();
            open.then(|| (self.blueprint.signals[usize::from(index)].name, wait.key.clone()))
        });
        waits.collect()
    }

    /// Whether a call that is under way at this node is still wanted; if not, why.
    pub(in crate::simulation) fn is_wanted(&self, at: &At, node: u16) -> Result<(), &'static str> {
        match self.is_moot(at, node) {
            // What a change comes to is awaited, unless the run was stopped: then it is unknown.
            Some(_) if !self.is_stopped() && self.order.changes(node) => Ok(()),
            // A pipeline that has something to undo is told of it, and does that.
            Some(_) if self.winds_down(node) => Ok(()),
            Some(why) => Err(why),
            None => Ok(()),
        }
    }
}
