//! Undoing what a failed run did, and telling pipelines within a run that is stopped to undo what they did.

use orch_core::engine::Retried;
use orch_core::{At, Engine, Mark};

use super::{AnyEvent, Driver, Key, Went};
use crate::engine::{calmly, panicked};

impl Driver {
    /// One attempt at undoing a change. It is recorded before the world can be touched.
    pub(super) fn undo(&mut self, (at, node): Key, attempt: u32, retried: Option<Box<Retried>>) -> Went {
        // Undoing takes the time that it takes.
        self.limits.lift();
        if self.recorder.is_some() {
            return self.undo_recorded((at, node), attempt, retried);
        }
        self.apply(AnyEvent::Mark(at.clone(), node, Mark::Compensating { attempt }))?;
        self.call_undo((at, node), attempt, retried)
    }

    /// Calls the agent that undoes a change.
    pub(super) fn call_undo(&mut self, (at, node): Key, attempt: u32, retried: Option<Box<Retried>>) -> Went {
        let (flow, engine) = (&self.flow, self.engine());
        match calmly(|| flow.compensate((&at, node), (attempt, retried), engine)) {
            Ok(undone) => {
                self.attempts.insert((at, node), undone);
                Ok(())
            }
            Err(said) => {
                let failure = panicked(&said).at(self.flow.view().path(&at, node));
                self.apply(AnyEvent::Mark(at, node, Mark::CompensationFailed(Box::new(failure))))
            }
        }
    }

    /// Tells a pipeline that runs as a stage that the run was stopped.
    pub(super) fn stop_child(&self, at: &At, node: u16) {
        if let Some(failure) = self.flow.view().stopped() {
            self.engine().stop_child(&self.flow.view().path(at, node), failure);
        }
    }
}
