//! How long something has waited, by the clock of the scheduler, and what was given up: the run's report must say the same.

use std::time::Duration;

use orch_blueprint::Kind;
use orch_core::{At, Timestamp};

use super::fate::Fate;
use super::{Fact, Story};

impl Story {
    /// The run stands still. What could begin has begun, but for racers with a delay: it is counted from here.
    pub(super) fn note_ready(&mut self, now: Timestamp) {
        if self.ended || self.is_stopped() || !self.blueprint.nodes.iter().any(|node| node.race.is_some()) {
            return;
        }
        let mut ready = Vec::new();
        self.find_ready(&At::ROOT, &mut ready);
        for (at, node) in ready {
            self.fact_mut(&at, node).ready.get_or_insert(now);
        }
    }

    fn find_ready(&self, at: &At, ready: &mut Vec<(At, u16)>) {
        for node in self.nodes_at(at) {
            if self.fate(at, node) != Fate::Coming || self.may_begin(at, node).is_err() {
                continue;
            }
            match self.node(node).kind {
                Kind::Stage { .. } if self.node(node).race.is_some() => ready.push((at.clone(), node)),
                Kind::Open { frame, .. } => {
                    let count = self.count(at, node, self.kind_of(frame)).unwrap_or(0);
                    let open = (0..count).filter(|item| self.is_item_open(at, node, *item).is_ok());
                    open.for_each(|item| self.find_ready(&at.child(node, item), ready));
                }
                _ => {}
            }
        }
    }

    /// How long an attempt waited for its backoff or its delay, until this time.
    pub(in crate::simulation) fn waited(&self, at: &At, node: u16, until: Timestamp) -> Duration {
        let ready = self.fact(at, node).and_then(|fact| fact.ready);
        ready.map_or(Duration::ZERO, |ready| until.since(ready))
    }

    /// How long timers and signals have waited that are over by now or that nobody wants any more, each once. `all`: the run has
    /// ended, so that holds for all of them.
    pub(in crate::simulation) fn waits_over(&mut self, now: Timestamp, all: bool) -> Vec<(u16, Duration)> {
        let over = self.facts.iter().filter(|((at, node), fact)| {
            let counted = fact.wait.as_ref().is_none_or(|wait| wait.counted);
            !counted && (all || fact.end.is_some() || self.is_moot(at, *node).is_some())
        });
        let places: Vec<(At, u16)> = over.map(|(place, _)| place.clone()).collect();
        let mut waited = Vec::with_capacity(places.len());
        for (at, node) in places {
            if let Some(wait) = &mut self.fact_mut(&at, node).wait {
                wait.counted = true;
                waited.push((node, now.since(wait.since)));
            }
        }
        waited
    }

    /// Whether an attempt has begun.
    pub(in crate::simulation) fn has_attempted(&self, at: &At, node: u16) -> bool {
        self.fact(at, node).is_some_and(|fact| fact.attempts > 0)
    }

    /// What has begun and came to no end, when the run is over.
    pub(in crate::simulation) fn given_up(&self) -> Vec<u16> {
        let begun = |fact: &Fact| fact.attempts > 0 || fact.wait.is_some();
        let open = self.facts.iter().filter(|(_, fact)| fact.end.is_none() && begun(fact));
        open.map(|((_, node), _)| *node).collect()
    }
}
