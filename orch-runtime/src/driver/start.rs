//! A run in memory as long as it has not waited for anything. Many never do: they end here, and nothing is made for them of what a driver
//! needs besides. One that waits is handed over to a [`Driver`](super::Driver).

use std::task::Context;

use orch_blueprint::Blueprint;
use orch_core::{Apart, Failure, FailureKind, Illegal};

use super::along::Along;
use super::close::Close;
use super::crowd::Crowd;
use super::queue::Queue;
use super::{AnyEvent, AnyOutcome, AnyValue, Flow, TURN, ended_well};
use crate::engine::Embedded;

/// See the module.
pub(super) struct Start {
    pub(super) flow: Box<dyn Flow>,
    pub(super) queue: Queue,
    pub(super) attempts: Crowd,
    pub(super) turn: u32,
    pub(super) seq: u64,
    // Last: when this is dropped, all attempts are gone.
    pub(super) close: Close,
}

impl Start {
    pub(super) fn new(engine: Embedded, flow: Box<dyn Flow>) -> Start {
        Start {
            flow,
            queue: Queue::default(),
            attempts: Crowd::default(),
            turn: TURN,
            seq: 0,
            close: Close { engine: engine.driven(), told: false },
        }
    }

    /// Whether it needs no driver as long as it does not wait: nobody looks on or writes down what happens, and no time runs.
    pub(super) fn needs_nobody(&self) -> bool {
        let run = &self.close.engine.0;
        let options = &run.blueprint.options;
        let timed = options.deadline.is_some() || options.work_limit.is_some();
        run.observer.is_none() && run.durable.is_none() && !timed
    }

    /// Begins, and goes as far as the flow goes by itself.
    pub(super) fn begin(&mut self, input: AnyValue, cx: &mut Context<'_>) -> Result<(), Apart<Failure>> {
        let Start { flow, queue, attempts, turn, seq, close } = self;
        *seq += 1;
        let engine = &close.engine;
        queue
            .extend(|commands| flow.apply(AnyEvent::Started(input), commands))
            .and_then(|()| flow.go_along(&mut Along { engine, queue, attempts, turn, seq }, cx))
            .map_err(|failure| Apart::new(illegal(engine.0.blueprint, &failure)))
    }

    /// Whether it has come to its end, and does not begin anew.
    pub(super) fn is_over(&self) -> bool {
        self.queue.is_at_the_end() && !self.flow.view().restarts()
    }

    /// Its end, as the outside is told of it.
    pub(super) fn end(&mut self) -> AnyOutcome {
        let outcome = outcome(&mut *self.flow);
        self.close.tell(ended_well(&outcome));
        outcome
    }
}

/// How a run that is finished has ended.
pub(super) fn outcome(flow: &mut dyn Flow) -> AnyOutcome {
    flow.outcome().unwrap_or_else(|| Err(Apart::new(broken(flow.blueprint(), "the run finished without an outcome"))))
}

pub(super) fn illegal(blueprint: &Blueprint, illegal: &Illegal) -> Failure {
    debug_assert!(false, "broken invariant: {illegal}");
    broken(blueprint, &illegal.to_string())
}

pub(super) fn broken(blueprint: &Blueprint, what: &str) -> Failure {
    Failure::new(FailureKind::Incompatible, format!("broken invariant: {what}")).at(blueprint.name)
}
