//! Undoing what a failed run did, and telling pipelines within a run that is stopped to undo what they did.

use std::collections::BTreeSet;

use orch_core::engine::Retried;
use orch_core::{Apart, Ask, CommandKind, Failure, FailureKind, Mark, Status};

use super::{AnyEvent, Driver, Key, Went};
use crate::engine::{calmly, panicked_at};

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
                let failure = panicked_at(&said, self.flow.view().path(&at, node));
                self.apply(AnyEvent::Mark(at, node, Mark::CompensationFailed(failure)))
            }
        }
    }

    /// The run was stopped: what is commanded is done before anything goes on, but that nothing begins any more.
    pub(super) fn tell_stopped(&mut self) -> Went {
        let mut unbegun = BTreeSet::new();
        while let Some(command) = self.queue.next() {
            match command.kind {
                CommandKind::Start { .. } | CommandKind::StartChild => {
                    unbegun.insert((command.at, command.node));
                }
                CommandKind::StopChild => {
                    let key = (command.at, command.node);
                    let begun = !unbegun.contains(&key);
                    self.stop_child(key, begun)?;
                }
                _ => self.execute(command)?,
            }
        }
        Ok(())
    }

    /// Tells a pipeline that runs as a stage that the run was stopped. One that has not begun never does; one that had begun in another
    /// process begins there, because it has something to undo, and hears of it first. `begun`: an attempt was made, which may wait
    /// for its time or for the end of a pause.
    pub(super) fn stop_child(&mut self, key: Key, begun: bool) -> Went {
        let view = self.flow.view();
        let is_open = matches!(view.status(&key.0, key.1), Some(Status::Ready | Status::Running));
        let Some(why) = view.stopped().filter(|_| is_open).map(|failure| failure.message.clone()) else {
            return Ok(());
        };
        let (path, attempt) = (view.path(&key.0, key.1), view.attempt(&key.0, key.1));
        if self.engine().0.control.stop_child(&path, &why) {
            return Ok(());
        }
        if begun {
            self.cancel(&key);
        }
        if self.recorder.as_ref().is_some_and(|recorder| recorder.has_past(self.blueprint(), &key, attempt)) {
            self.engine().0.control.stop_child_first(path, why);
            return self.ask(key, Ask::Attempt { attempt, retried: None });
        }
        let failure = Failure::new(FailureKind::Cancelled, why).at(path);
        self.apply(AnyEvent::Mark(key.0, key.1, Mark::Failed(Apart::new(failure))))
    }
}
