//! The story of one run, as it can be told from outside: what was seen of each node, and what the text says about that.
//!
//! Nothing here asks the driver or its machine what they think. Facts are what agents and the journal saw; what they mean is
//! read from the blueprint as one reads the text, from top to bottom ([`fate`]), with an order rule of its own ([`order`]).

mod begin;
mod fate;
mod order;
mod recovered;
mod still;
mod undo;
mod waiting;

use std::collections::BTreeMap;
use std::time::Duration;

use orch_blueprint::{Blueprint, Effect, FrameKind, Kind, Node};
use orch_core::context::RunScope;
use orch_core::{Apart, At, Failure, Mark, Timestamp, Transition, path};

use fate::{Verdict, Way};
use order::Order;

/// Why nothing begins in a run that may not know it yet.
const STOPPED_AROUND: &str = "the run around it was stopped";

/// The story of one run.
#[derive(Clone)]
pub(super) struct Story {
    blueprint: &'static Blueprint,
    order: Order,
    /// Where it stands: the ids of runs within runs begin with those around them.
    id: String,
    pass: u64,
    began: Timestamp,
    facts: BTreeMap<(At, u16), Fact>,
    /// Why it was stopped from outside, and when.
    stopped: Option<(Failure, Timestamp)>,
    /// A run around it was stopped.
    stopped_around: bool,
    ended: bool,
    undo: undo::Undoing,
    slack: Slack,
    /// Nobody drives it just now.
    asleep: bool,
}

/// What is not asked just now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slack {
    /// Something waits for the disk, or no process is there: what could begin need not have begun.
    pub(super) unsettled: bool,
    /// So much later than it is due something may happen.
    pub(super) late: Duration,
    /// What was due before this could not happen before it.
    pub(super) since: Timestamp,
    /// An agent that is paused, or may be.
    pub(super) paused: Option<&'static str>,
}

impl Slack {
    /// None.
    pub(super) const NONE: Slack =
        Slack { unsettled: false, late: Duration::ZERO, since: Timestamp::EPOCH, paused: None };
}

/// What was seen of one node in one frame.
#[derive(Debug, Clone, Default)]
struct Fact {
    /// Attempts that have begun.
    attempts: u32,
    /// The last attempt at a change that was announced, and the number of the event that said so.
    announced: Option<(u32, u64)>,
    /// It was under way when its process died or gave it up.
    under_way: bool,
    end: Option<End>,
    /// The chosen arm.
    case: Option<u16>,
    opened: Option<Opened>,
    wait: Option<Wait>,
    /// When the next attempt is due, until it begins.
    again: Option<(u32, Timestamp)>,
    /// The same, for whoever has to begin it once more.
    repeated: Option<(u32, Timestamp)>,
    /// Since when the attempt waits for nothing but its backoff or its delay.
    ready: Option<Timestamp>,
}

#[derive(Debug, Clone)]
enum End {
    Well,
    Failed { failure: Apart<Failure>, unknown: bool, handled: bool },
}

#[derive(Debug, Clone, Copy)]
struct Opened {
    count: u32,
    concurrent: Option<u32>,
    tolerate: Option<u32>,
}

#[derive(Debug, Clone)]
struct Wait {
    since: Timestamp,
    until: Option<Timestamp>,
    key: Option<String>,
    /// Its time was counted: it is over, or nobody wants it any more.
    counted: bool,
}

impl Story {
    pub(super) fn new(blueprint: &'static Blueprint, scope: &RunScope, now: Timestamp) -> Story {
        Story {
            blueprint,
            order: Order::of(blueprint),
            id: scope.id.to_string(),
            pass: scope.pass,
            began: now,
            facts: BTreeMap::new(),
            stopped: None,
            stopped_around: false,
            ended: false,
            undo: undo::Undoing::default(),
            slack: Slack::NONE,
            asleep: false,
        }
    }

    pub(super) fn blueprint(&self) -> &'static Blueprint {
        self.blueprint
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether it was stopped, or a run around it was.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.is_some() || self.stopped_around
    }

    /// Whether a run around it was stopped.
    pub(super) fn stop_around(&mut self, stopped: bool) {
        self.stopped_around = stopped;
    }

    /// The key of the signal that the node waits or waited for.
    pub(super) fn waited_key(&self, at: &At, node: u16) -> Option<String> {
        self.fact(at, node)?.wait.as_ref()?.key.clone()
    }

    fn node(&self, node: u16) -> &'static Node {
        &self.blueprint.nodes[usize::from(node)]
    }

    fn fact(&self, at: &At, node: u16) -> Option<&Fact> {
        self.facts.get(&(at.clone(), node))
    }

    fn fact_mut(&mut self, at: &At, node: u16) -> &mut Fact {
        self.facts.entry((at.clone(), node)).or_default()
    }

    fn opened(&self, at: &At, node: u16) -> Option<Opened> {
        self.fact(at, node)?.opened
    }

    fn frame_at(&self, at: &At) -> u16 {
        match at.steps().last().map(|step| self.node(step.node()).kind) {
            Some(Kind::Open { frame, .. }) => frame,
            _ => 0,
        }
    }

    /// The nodes of a frame, in text order.
    fn nodes_at(&self, at: &At) -> impl Iterator<Item = u16> + use<> {
        let (frame, nodes) = (self.frame_at(at), self.blueprint.nodes);
        (0..nodes.len() as u16).filter(move |node| nodes[usize::from(*node)].frame == frame)
    }

    fn kind_of(&self, frame: u16) -> FrameKind {
        self.blueprint.frames[usize::from(frame)].kind
    }

    fn path(&self, at: &At, node: u16) -> String {
        path::render(self.blueprint, at, &[], node)
    }

    /// An event is about to be applied. Says what is wrong with that.
    pub(super) fn event(
        &mut self,
        scope: &RunScope,
        at: &At,
        node: Option<u16>,
        transition: Transition<'_>,
        now: Timestamp,
    ) -> Result<(), String> {
        // A pipeline that is tried again begins anew under its old name.
        if scope.pass != self.pass || (self.ended && matches!(transition, Transition::RunStarted)) {
            let (slack, stopped_around) = (self.slack, self.stopped_around);
            *self = Story { slack, stopped_around, ..Story::new(self.blueprint, scope, now) };
        }
        if self.ended {
            return Err(format!("{}: `{}` after the run's end", self.id, transition.word()));
        }
        let Some(node) = node else { return self.run_event(transition, now) };
        if let Transition::Mark(mark) = transition
            && self.undo_event(at, node, mark)?
        {
            return Ok(());
        }
        let fresh = |fact: &Fact| {
            fact.attempts == 0 && fact.wait.is_none() && fact.opened.is_none() && fact.announced.is_none()
        };
        if self.fact(at, node).is_none_or(fresh) && !self.ends_unbegun(node, transition) {
            self.may_begin(at, node)?;
        }
        if self.fact(at, node).is_some_and(|fact| fact.end.is_some()) {
            return Err(format!("{} ends twice: `{}`", self.path(at, node), transition.word()));
        }
        self.fires_in_time(at, node, transition, now)?;
        self.note(at, node, transition, now);
        Ok(())
    }

    /// An event of the run itself.
    fn run_event(&mut self, transition: Transition<'_>, now: Timestamp) -> Result<(), String> {
        match transition {
            Transition::RunStopped(failure) => {
                self.lose_changes();
                self.stopped = Some((failure.clone(), now));
            }
            _ if self.stopped_around => return Err(format!("{} begins although {STOPPED_AROUND}", self.id)),
            _ => {}
        }
        Ok(())
    }

    fn note(&mut self, at: &At, node: u16, transition: Transition<'_>, now: Timestamp) {
        let fact = self.fact_mut(at, node);
        match transition {
            Transition::Succeeded | Transition::Mark(Mark::Passed | Mark::Fired) => fact.end = Some(End::Well),
            Transition::Failed { failure, unknown, handled } => {
                fact.end = Some(End::Failed { failure: Apart::new(failure.clone()), unknown, handled });
            }
            Transition::Mark(Mark::Failed(failure)) => {
                fact.end = Some(End::Failed { failure: failure.clone(), unknown: false, handled: false });
            }
            Transition::Mark(Mark::Decided(case)) => (fact.case, fact.end) = (Some(*case), Some(End::Well)),
            Transition::Opened { count, concurrent, tolerate } => {
                fact.opened = Some(Opened { count, concurrent, tolerate });
            }
            Transition::Mark(Mark::Waiting(wait)) => {
                fact.wait = Some(Wait { since: now, until: wait.until, key: wait.key.clone(), counted: false });
            }
            Transition::Mark(Mark::Started { attempt, .. }) => fact.announced = Some((*attempt, 0)),
            Transition::Mark(Mark::Retrying(again)) => {
                fact.repeated = Some((again.attempt + 1, again.at));
                (fact.again, fact.ready) = (fact.repeated, Some(now));
            }
            _ => {}
        }
        if fact.end.is_some() {
            self.completed(at, node);
        }
    }

    /// An attempt begins, as its agent sees it. Says what is wrong with that.
    pub(super) fn attempt(&mut self, at: &At, node: u16, attempt: u32) -> Result<(), String> {
        let begun = self.fact(at, node).map_or(0, |fact| fact.attempts);
        if begun + 1 != attempt {
            return Err(format!("{}: attempt {attempt} after {begun}", self.path(at, node)));
        }
        if self.fact(at, node).is_some_and(|fact| fact.end.is_some()) {
            return Err(format!("{}: an attempt after its end", self.path(at, node)));
        }
        let under_way = self.fact(at, node).is_some_and(|fact| fact.under_way);
        if under_way && self.node(node).agent_effect() == Some(Effect::Once) {
            let path = self.path(at, node);
            return Err(format!("{path}: a `once` that was cut off by the end of its process is called again"));
        }
        match attempt {
            1 if !self.has_begun(at, node) => self.may_begin(at, node)?,
            // A change that began is brought to its end, which may take another attempt.
            _ => self
                .is_wanted(at, node)
                .map_err(|why| format!("{}: tried again although {why}", self.path(at, node)))?,
        }
        let fact = self.fact_mut(at, node);
        (fact.attempts, fact.again, fact.under_way) = (attempt, None, false);
        Ok(())
    }

    /// The run has ended like this. Says what is wrong with that.
    pub(super) fn end(&mut self, outcome: Option<Result<(), &Failure>>) -> Result<(), String> {
        self.ended = true;
        let Some(outcome) = outcome else { return Ok(()) };
        self.undone(outcome.is_ok())?;
        if let Some((failure, _)) = &self.stopped {
            let same = outcome.err().is_some_and(|ended| self.is_told(failure, ended));
            return if same { Ok(()) } else { Err(format!("{}: it was stopped, and ended with {outcome:?}", self.id)) };
        }
        let told = self.verdict(&At::ROOT);
        let same = match (&told, outcome) {
            (Verdict::Done | Verdict::Left(Way::Return), Ok(())) => true,
            (Verdict::Left(Way::Failed(first)), Err(ended)) => self.is_told(first, ended),
            _ => false,
        };
        if same { Ok(()) } else { Err(format!("{}: the text ends with {told:?}, the run with {outcome:?}", self.id)) }
    }
}
