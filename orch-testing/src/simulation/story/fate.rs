//! What has become of a node, read from the facts as one reads the text: from top to bottom.

use orch_blueprint::{FrameKind, Guard, Kind};
use orch_core::{Apart, At, Failure, FailureKind, path};

use super::{End, STOPPED_AROUND, Story};

/// What has become of a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fate {
    /// Nobody knows yet.
    Coming,
    /// It is over, or will not happen, and the flow goes on behind it.
    Over,
    /// The frame ends here.
    Ends(Way),
}

/// How a frame ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Way {
    Failed(Apart<Failure>),
    Return,
    Break,
    Continue,
    Restart,
}

/// How a frame has ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// It has not, as far as its text can be read by now.
    Going,
    /// At its end.
    Done,
    Left(Way),
}

impl Verdict {
    fn goes_on(&self) -> bool {
        matches!(self, Verdict::Done | Verdict::Left(Way::Continue))
    }
}

impl Story {
    /// How the frame has ended: what stands first in the text decides, and what stands above it must be over.
    pub(super) fn verdict(&self, at: &At) -> Verdict {
        for node in self.nodes_at(at) {
            match self.fate(at, node) {
                Fate::Coming => return Verdict::Going,
                Fate::Over => {}
                Fate::Ends(way) => return Verdict::Left(way),
            }
        }
        Verdict::Done
    }

    pub(super) fn fate(&self, at: &At, node: u16) -> Fate {
        let this = self.node(node);
        if let Some(guard) = this.guard {
            match self.is_chosen(at, guard) {
                None => return Fate::Coming,
                Some(false) => return Fate::Over,
                Some(true) => {}
            }
        }
        match self.fact(at, node).and_then(|fact| fact.end.as_ref()) {
            Some(End::Well) => match this.kind {
                Kind::Return { explicit: true } => Fate::Ends(Way::Return),
                Kind::Break => Fate::Ends(Way::Break),
                Kind::Continue => Fate::Ends(Way::Continue),
                Kind::Restart => Fate::Ends(Way::Restart),
                _ => Fate::Over,
            },
            Some(End::Failed { handled, failure, .. }) => {
                let taken = *handled || this.race.is_some() || self.case(at, node) == Some(Some(1));
                if taken { Fate::Over } else { Fate::Ends(Way::Failed(failure.clone())) }
            }
            None if self.has_lost(at, node) => Fate::Over,
            None => match this.kind {
                Kind::Open { frame, .. } => {
                    self.fate_of_items(at, node, self.blueprint.frames[usize::from(frame)].kind)
                }
                _ => Fate::Coming,
            },
        }
    }

    /// Whether the guard lets its nodes happen; none if that is not known yet.
    pub(super) fn is_chosen(&self, at: &At, guard: Guard) -> Option<bool> {
        match self.fate(at, guard.node) {
            Fate::Coming => None,
            _ => Some(self.case(at, guard.node) == Some(Some(guard.case))),
        }
    }

    /// In which case a deciding node has ended: none if it has not, and no case if it did not happen or failed.
    fn case(&self, at: &At, node: u16) -> Option<Option<u16>> {
        let fact = self.fact(at, node)?;
        let end = fact.end.as_ref()?;
        Some(match (self.node(node).kind, end) {
            (Kind::Decide { .. }, End::Well) => fact.case,
            (Kind::Stage { fallback: Some(_), .. }, End::Well) => Some(0),
            (Kind::Stage { fallback: Some(fallback), .. }, End::Failed { unknown, .. }) => {
                let takes_over = !unknown || fallback.even_unknown || !self.order.changes(fallback.node);
                Some(if takes_over { 1 } else { 0 }).filter(|case| *case == 1)
            }
            _ => None,
        })
    }

    /// Whether another racer has won.
    pub(super) fn has_lost(&self, at: &At, node: u16) -> bool {
        let Some(race) = self.node(node).race else { return false };
        let Kind::Race { members } = self.node(race).kind else { return false };
        let won = |member: &u16| {
            *member != node && self.fact(at, *member).is_some_and(|fact| matches!(fact.end, Some(End::Well)))
        };
        members.iter().any(won)
    }

    /// A fan-out, a `for` or a loop whose own end was not told.
    fn fate_of_items(&self, at: &At, node: u16, kind: FrameKind) -> Fate {
        let rounds = if let FrameKind::Rounds(rounds) = kind { Some(rounds) } else { None };
        let Some(count) = rounds.or_else(|| Some(self.opened(at, node)?.count)) else { return Fate::Coming };
        let tolerated = self.opened(at, node).and_then(|opened| opened.tolerate).unwrap_or(0);
        let mut failures = 0;
        for item in 0..count {
            match self.verdict(&at.child(node, item)) {
                Verdict::Left(Way::Failed(_)) if kind == FrameKind::Items && failures < tolerated => failures += 1,
                Verdict::Left(way @ (Way::Failed(_) | Way::Return | Way::Restart)) => return Fate::Ends(way),
                verdict if verdict.goes_on() => {}
                // It goes on, or its value is due.
                _ => return Fate::Coming,
            }
        }
        match rounds {
            Some(rounds) => {
                let failure = Failure::new(FailureKind::RoundsExhausted, format!("no `break` within {rounds} rounds"));
                Fate::Ends(Way::Failed(Apart::new(failure.at(path::render(self.blueprint, at, &[], node)))))
            }
            None => Fate::Coming,
        }
    }

    /// Whether all items of a fan-out or a `for` are over, or a loop was left by `break`: its value is due then.
    pub(super) fn is_due(&self, at: &At, node: u16, kind: FrameKind) -> bool {
        let Some(count) = self.count(at, node, kind) else { return false };
        let tolerated = self.opened(at, node).and_then(|opened| opened.tolerate).unwrap_or(0);
        let mut failures = 0;
        for item in 0..count {
            match self.verdict(&at.child(node, item)) {
                Verdict::Left(Way::Break) => return true,
                Verdict::Left(Way::Failed(_)) if kind == FrameKind::Items && failures < tolerated => failures += 1,
                verdict if verdict.goes_on() => {}
                _ => return false,
            }
        }
        !matches!(kind, FrameKind::Rounds(_))
    }

    /// How many items or rounds there may be.
    pub(super) fn count(&self, at: &At, node: u16, kind: FrameKind) -> Option<u32> {
        match kind {
            FrameKind::Rounds(rounds) => Some(rounds),
            _ => Some(self.opened(at, node)?.count),
        }
    }

    /// Whether nothing may happen at this node any more, because of something that stands above it in the text, or because
    /// the run was stopped.
    pub(super) fn is_moot(&self, at: &At, node: u16) -> Option<&'static str> {
        if self.stopped.is_some() {
            return Some("the run was stopped");
        }
        if self.stopped_around {
            return Some(STOPPED_AROUND);
        }
        if self.has_lost(at, node) {
            return Some("another racer has won");
        }
        let ends = |above: u16| matches!(self.fate(at, above), Fate::Ends(_));
        if self.nodes_at(at).take_while(|above| *above < node).any(ends) {
            return Some("what stands above it has ended the flow");
        }
        let (outer, step) = at.parent()?;
        if self.last_wanted(&outer, step.node()).is_some_and(|last| step.item() > last) {
            return Some("an item before its own has ended the fan-out");
        }
        self.is_moot(&outer, step.node())
    }

    /// The item of a fan-out behind which none is wanted: the one that is one failure too many, as far as is known.
    fn last_wanted(&self, at: &At, node: u16) -> Option<u32> {
        let opened = self.opened(at, node)?;
        let failed = |item: &u32| matches!(self.verdict(&at.child(node, *item)), Verdict::Left(Way::Failed(_)));
        (0..opened.count).filter(failed).nth(opened.tolerate.unwrap_or(0) as usize)
    }
}
