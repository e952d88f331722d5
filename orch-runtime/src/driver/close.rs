//! The end of a run, as the outside sees it.

use orch_core::Failure;

use crate::engine::Embedded;
use crate::telemetry::spans;

/// Closes the run towards the outside, also when its future is dropped on the way.
pub(super) struct Close {
    pub(super) engine: Embedded,
    pub(super) told: bool,
}

impl Close {
    pub(super) fn tell(&mut self, outcome: Result<(), &Failure>) {
        self.told = true;
        if let Some(observer) = self.engine.0.observer() {
            observer.run_ended(&self.engine.0.seen(), Some(outcome));
        }
        spans::run_ended(outcome);
    }
}

impl Drop for Close {
    fn drop(&mut self) {
        let run = &self.engine.0;
        run.say_working();
        if let Some(control) = run.control.known() {
            control.token.raise();
            control.end();
        }
        if let (false, Some(observer)) = (self.told, run.observer()) {
            observer.run_ended(&run.seen(), None);
        }
    }
}
