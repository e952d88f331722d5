//! Looking on: what an observer of a run is told. Without one nothing is built, encoded or timed.

use std::sync::Arc;
use std::task::{Context, Poll};

use orch_blueprint::Blueprint;
use orch_core::context::RunScope;
use orch_core::pipeline::Transition;
use orch_core::{Again, Apart, At, CodecError, Failure, Recorded, Site, Timestamp, codec};

/// Looks on while a run goes. Its methods are called within the run, in order, so they must be quick and must not block.
///
/// Of a durable run it is told what happens while this process drives it. That the run has started, and the changes with which it
/// begins, are told once they are on disk, which is after the machine was told. A run that was taken up after a restart, or that
/// was parked and goes on, continues with the number of its next event: what was recorded before is not told again.
pub trait Observer: Send + Sync + 'static {
    /// Whether nobody listens just now: it is then told nothing, and nothing is computed for it.
    fn is_idle(&self) -> bool {
        false
    }

    /// An event is about to be applied.
    fn event(&self, event: &EventSeen<'_>) {
        let _ = event;
    }

    /// An attempt starts: its backoff, delay and queue are over.
    fn attempt_started(&self, attempt: &AttemptSeen<'_>) {
        let _ = attempt;
    }

    /// An attempt has ended.
    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        let _ = (attempt, end);
    }

    /// Nobody waits for a timer or a signal any more, which may or may not have been waited for: another racer has won, or the
    /// flow has ended above it. That a run is stopped, and so waits for nothing any more, is told by its event.
    fn wait_given_up(&self, wait: &WaitSeen<'_>) {
        let _ = wait;
    }

    /// The run has ended. `None`: it is driven here no more and has not ended. Then its future was dropped; or it is durable, and
    /// is parked, was handed back, or nothing more of it could be recorded here.
    fn run_ended(&self, run: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) {
        let _ = (run, outcome);
    }

    /// An attempt at an agent that has started is held until the observer lets it go: for simulations, which decide when and
    /// how calls end. None, and nothing is held.
    #[doc(hidden)]
    fn hold(&self, attempt: &AttemptSeen<'_>) -> Option<Box<dyn Hold>> {
        let _ = attempt;
        None
    }
}

/// An attempt that is held, in the agent's place: within its timeout, its heartbeat and its panic guard. It is dropped with the
/// attempt.
#[doc(hidden)]
pub trait Hold: Send {
    /// Ready with what shall become of it.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Cue>;
}

/// What becomes of an attempt that was held.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq)]
pub enum Cue {
    /// The agent is called.
    Call,
    /// It is lost: it ends with this failure, and the callee has not said how it ended.
    Lose(Apart<Failure>),
}

/// A run, as an observer sees it.
#[derive(Clone, Copy)]
pub struct RunSeen<'a> {
    /// Its ids and depth.
    pub scope: &'a RunScope,
    /// Its pipeline.
    pub blueprint: &'static Blueprint,
    /// When this was told.
    pub time: Timestamp,
}

/// An event, as an observer sees it.
pub struct EventSeen<'a> {
    /// The run.
    pub run: RunSeen<'a>,
    /// Its number within the run, from 0, without gaps.
    pub seq: u64,
    /// The frame.
    pub at: &'a At,
    /// The node; none for an event of the whole run.
    pub node: Option<u16>,
    /// What it means.
    pub transition: Transition<'a>,
    pub(crate) encode: &'a dyn Fn() -> Result<Recorded, CodecError>,
    pub(crate) path: &'a dyn Fn() -> String,
}

impl EventSeen<'_> {
    /// The event with its payload, as journals keep it: with the values of secrets. Use [`shown`](EventSeen::shown) for
    /// what people look at.
    ///
    /// # Errors
    /// If the pipeline is `#[ephemeral]` or the payload cannot be written.
    pub fn recorded(&self) -> Result<Recorded, CodecError> {
        (self.encode)()
    }

    /// The event with its payload, fit for people's eyes: `[secret]` stands in place of each secret.
    ///
    /// # Errors
    /// If the pipeline is `#[ephemeral]` or the payload cannot be written.
    pub fn shown(&self) -> Result<Recorded, CodecError> {
        codec::shown(|| (self.encode)())
    }

    /// The path of the node, with the names of items; the pipeline's name for an event of the whole run.
    pub fn path(&self) -> String {
        (self.path)()
    }
}

/// An attempt, as an observer sees it.
pub struct AttemptSeen<'a> {
    /// The run.
    pub run: RunSeen<'a>,
    /// The stage and the attempt's number; [`Site::undo`] says whether it is an attempt at undoing the stage.
    pub site: &'a Site,
    /// When it could have started but for backoff, delay and queues.
    pub ready: Timestamp,
    /// When it started; none if it was given up before.
    pub started: Option<Timestamp>,
}

/// A timer or a signal that is waited for, as an observer sees it.
pub struct WaitSeen<'a> {
    /// The run.
    pub run: RunSeen<'a>,
    /// The frame.
    pub at: &'a At,
    /// The node.
    pub node: u16,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
pub enum AttemptEnd<'a> {
    /// With an output.
    Succeeded,
    /// It failed and will be repeated.
    Retrying(&'a Again),
    /// It failed for good.
    Failed {
        /// Why.
        failure: &'a Failure,
        /// Whether the world may have been changed all the same.
        unknown: bool,
    },
    /// It was given up from outside: a lost race, the end of the run.
    Cancelled,
}

/// Several observers as one.
pub(crate) struct Both(pub(crate) Arc<dyn Observer>, pub(crate) Arc<dyn Observer>);

impl Observer for Both {
    fn is_idle(&self) -> bool {
        self.0.is_idle() && self.1.is_idle()
    }

    fn event(&self, event: &EventSeen<'_>) {
        self.0.event(event);
        self.1.event(event);
    }

    fn attempt_started(&self, attempt: &AttemptSeen<'_>) {
        self.0.attempt_started(attempt);
        self.1.attempt_started(attempt);
    }

    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        self.0.attempt_ended(attempt, end);
        self.1.attempt_ended(attempt, end);
    }

    fn wait_given_up(&self, wait: &WaitSeen<'_>) {
        self.0.wait_given_up(wait);
        self.1.wait_given_up(wait);
    }

    fn run_ended(&self, run: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) {
        self.0.run_ended(run, outcome);
        self.1.run_ended(run, outcome);
    }

    fn hold(&self, attempt: &AttemptSeen<'_>) -> Option<Box<dyn Hold>> {
        self.0.hold(attempt).or_else(|| self.1.hold(attempt))
    }
}
