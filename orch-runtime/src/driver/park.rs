//! A run that waits for signals and timers only says so, to the run around it or to whoever asked.

use super::{Driver, Key};
use crate::parked::Wait;

impl Driver {
    /// Says that the run waits for signals and timers only, itself or in pipelines within it, to whoever asked.
    pub(super) fn park(&mut self) {
        let run = &self.close.engine.0;
        if self.recorder.is_none() && !run.root().control.known().is_some_and(|control| control.parking.is_watched()) {
            return;
        }
        let version = run.control.within.version();
        let releasing = self.recorder.as_ref().is_some_and(|recorder| recorder.is_releasing());
        let waits =
            releasing || self.signals.waits().next().is_some() || !self.timers.is_empty() || !self.attempts.is_empty();
        if self.is_working() || !waits {
            return self.unpark();
        }
        if self.parked != Some(version) {
            self.parked = Some(version);
            let waits = self.waits();
            self.say(waits);
        }
    }

    /// Whether anything goes on here but waiting for signals and timers.
    pub(super) fn is_working(&self) -> bool {
        let held = self.recorder.as_ref().is_some_and(|recorder| recorder.holds());
        held || self.attempts.len() > self.engine().0.control.within.count()
    }

    pub(super) fn waits(&self) -> Vec<Wait> {
        let run = &self.engine().0;
        let signals: Vec<_> = self.signals.waits().collect();
        let waited = |key: &Key| signals.iter().any(|(node, ..)| *node == key);
        let timers = self.timers.keys().filter(|key| !waited(key)).map(|key| (key, None, None));
        let all = signals.iter().map(|(node, name, key)| (*node, Some(*name), *key)).chain(timers);
        let wait = |(node, signal, key): (&Key, Option<&'static str>, Option<&String>)| Wait {
            path: run.full_path(self.flow.view().path(&node.0, node.1)),
            signal,
            key: key.cloned(),
            until: self.timers.until(node),
        };
        let mut waits: Vec<Wait> = all.map(wait).chain(run.control.within.waits()).collect();
        if waits.is_empty() {
            // It waits to be handed back.
            let path = run.full_path(self.blueprint().name.to_owned());
            waits.push(Wait { path, signal: None, key: None, until: None });
        }
        waits
    }

    pub(super) fn say(&self, waits: Vec<Wait>) {
        self.engine().0.say_parked(waits);
    }

    #[inline]
    pub(super) fn unpark(&mut self) {
        if self.parked.take().is_some() {
            self.say(Vec::new());
        }
    }
}
