//! What `pipeline!` generates, seen from engines.

use std::sync::Arc;

use orch_blueprint::Blueprint;
use serde_json::Value;

use crate::engine::{Attempting, BoxFuture, Retried};
use crate::{
    Apart, Ask, At, Call, CodecError, Engine, Failure, FrameSlots, FrameState, Mark, Plan, Recorded, Sending, Slot,
    Undoing, Undone,
};

/// A pipeline: its types, its static description, and the functions that know them. Everything else about its
/// machine is library code over [`Plan`] and [`FrameState`].
pub trait Pipeline: Sized + Send + Sync + 'static {
    /// Its parameters as a tuple.
    type Input: Send + Sync + 'static;
    /// What a run gives.
    type Output: Send + Sync + 'static;
    /// The checkpoint: one slot a stage.
    type State: FrameState + Default;
    /// What can happen.
    type Event: Send + 'static;
    /// What its agents need.
    type Resources: Clone + Send + Sync + 'static;
    /// The typed methods that send its signals, made from a [`SignalPort`].
    type Signals: From<SignalPort> + Send + Sync + 'static;

    /// The static description, the one that [`blueprint`](Self::blueprint) gives, if it is known when the pipeline is compiled: what is needed only
    /// to undo something is then compiled for the stages that say how, and otherwise for all.
    const BLUEPRINT: Option<&'static Blueprint> = None;

    /// Whether a stage of its own may say what undoes it ([`Blueprint::undoes`]).
    const COMPENSATES: bool = match Self::BLUEPRINT {
        Some(blueprint) => blueprint.undoes(),
        None => true,
    };

    /// The static description.
    fn blueprint() -> &'static Blueprint;

    /// The order rule, worked out once a process.
    fn plan() -> &'static Plan;

    /// The event with which a run begins.
    fn started(input: Arc<Self::Input>) -> Self::Event;

    /// The event with which a run is stopped from outside.
    fn stopped(failure: Apart<Failure>) -> Self::Event;

    /// An event that carries no typed value.
    fn mark(at: At, node: u16, mark: Mark) -> Self::Event;

    /// What an event means to the machine, whatever it carries.
    fn transition(event: &Self::Event) -> (&At, Option<u16>, Transition<'_>);

    /// Puts what an event carries into its slots. It is called once the transition was found legal.
    fn store(state: &mut Self::State, event: Self::Event);

    /// Where the value of the body will be.
    fn output(state: &Self::State) -> &Slot<Self::Output>;

    /// The same, for whoever takes it.
    fn output_mut(state: &mut Self::State) -> &mut Slot<Self::Output>;

    /// The input that the run begins anew with, once that is there.
    fn restart(state: &Self::State) -> Option<&Arc<Self::Input>> {
        let _ = state;
        None
    }

    /// **All user code runs here**: attempts, and evaluations of plain Rust.
    fn call<E: Engine>(
        state: &Self::State,
        at: &At,
        node: u16,
        ask: &Ask,
        engine: &E,
        resources: &Self::Resources,
    ) -> Call<Self::Event>;

    /// The arguments of a stage as data, with the callee's name: what a stage that is handed out carries.
    ///
    /// # Errors
    /// If the pipeline is `#[ephemeral]`, if an argument cannot be computed, or if it cannot be written.
    fn arguments(state: &Self::State, at: &At, node: u16, resources: &Self::Resources) -> Result<Value, Failure> {
        crate::private::arguments::<Self>(state, at, node, resources)
    }

    /// One attempt at undoing a change, by the agent that its stage names; `None` if it names none.
    fn undo<E: Engine>(change: &Undoing, resources: &Self::Resources, engine: &E) -> Option<BoxFuture<Undone>> {
        let _ = (change, resources, engine);
        None
    }

    /// One attempt at undoing the change that the machine commanded to undo, whose end becomes an event.
    fn compensate<E: Engine>(
        state: &Self::State,
        (at, node): (&At, u16),
        (attempt, retried): (u32, Option<Box<Retried>>),
        engine: &E,
        resources: &Self::Resources,
    ) -> Attempting<Self::Event> {
        crate::private::compensate::<Self, E>(state, (at, node), (attempt, retried), engine, resources)
    }

    /// The values of a frame of this pipeline, to be saved; `None` if it is `#[ephemeral]`.
    fn slots(frame: &dyn FrameState) -> Option<&dyn FrameSlots> {
        let _ = frame;
        None
    }

    /// The values of a frame of this pipeline, to be loaded; `None` if it is `#[ephemeral]`.
    fn slots_mut(frame: &mut dyn FrameState) -> Option<&mut dyn FrameSlots> {
        let _ = frame;
        None
    }

    /// An event in the form in which journals keep it.
    fn encode(event: &Self::Event) -> Result<Recorded, CodecError>;

    /// An event from the form in which journals keep it.
    fn decode(recorded: &Recorded) -> Result<Self::Event, CodecError>;

    /// Shows the agents, children and signals of this pipeline as types.
    fn visit<V: Visitor>(visitor: &mut V);
}

/// A pipeline whose runs can be recorded: every one that is not `#[ephemeral]`. `pipeline!` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is `#[ephemeral]`, so its runs cannot be recorded",
    label = "runs in memory only",
    note = "run it in memory with `.run()` or `.start()`",
    note = "or take `#[ephemeral]` away; what it carries then needs `Serialize` and `Deserialize`",
    note = "[orch::E26] docs/codes/E26.md"
)]
pub trait Durable: Pipeline {}

/// What an event means to the machine: an event without its typed values. It is lent from the event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Transition<'a> {
    /// See [`crate::RunEvent::Started`].
    RunStarted,
    /// See [`crate::RunEvent::Stopped`].
    RunStopped(&'a Failure),
    /// See [`Mark`].
    Mark(&'a Mark),
    /// See [`crate::NodeEvent::Succeeded`].
    Succeeded,
    /// See [`crate::NodeEvent::Failed`].
    Failed {
        /// Why.
        failure: &'a Failure,
        /// Whether the world may have been changed all the same.
        unknown: bool,
        /// Whether the flow looks at the failure itself.
        handled: bool,
    },
    /// See [`crate::NodeEvent::Opened`].
    Opened {
        /// How many items.
        count: u32,
        /// How many at once.
        concurrent: Option<u32>,
        /// How many may fail.
        tolerate: Option<u32>,
    },
}

impl Transition<'_> {
    /// What happened, in words: `attempt started`, `succeeded`, `branch decided`.
    pub const fn word(&self) -> &'static str {
        match self {
            Transition::RunStarted => "run started",
            Transition::RunStopped(_) => "run stopped",
            Transition::Mark(Mark::Started { .. }) => "attempt started",
            Transition::Mark(Mark::Retrying(_)) => "attempt failed",
            Transition::Mark(Mark::Decided(_)) => "branch decided",
            Transition::Mark(Mark::Passed) => "passed",
            Transition::Mark(Mark::Failed(_)) | Transition::Failed { .. } => "failed",
            Transition::Mark(Mark::Waiting { .. }) => "waiting",
            Transition::Mark(Mark::Fired) => "timer fired",
            Transition::Mark(Mark::Compensating { .. }) => "compensation started",
            Transition::Mark(Mark::CompensationRetrying(_)) => "compensation attempt failed",
            Transition::Mark(Mark::Compensated) => "compensated",
            Transition::Mark(Mark::CompensationFailed(_)) => "compensation failed",
            Transition::Succeeded => "succeeded",
            Transition::Opened { .. } => "items opened",
        }
    }
}

/// Walks over the types that a pipeline is made of.
pub trait Visitor {
    /// An agent or a pipeline used as a stage.
    fn stage<S>(&mut self)
    where
        S: crate::Stage,
        S::Owned: crate::Saved + Clone,
        S::Output: crate::Saved;

    /// A signal.
    fn signal<T: crate::Saved + Send + Sync + 'static>(&mut self, name: &'static str);
}

/// Where typed signal methods put what they send: the payload is encoded, because it may come from anywhere.
#[derive(Clone)]
pub struct SignalPort {
    send: Arc<SendSignal>,
}

type SendSignal = dyn Fn(&'static str, Option<String>, Result<Value, CodecError>) -> Sending + Send + Sync;

impl SignalPort {
    /// A port that hands name, key and payload to `send`. What `send` is called for is under way when it returns.
    pub fn new(
        send: impl Fn(&'static str, Option<String>, Result<Value, CodecError>) -> Sending + Send + Sync + 'static,
    ) -> SignalPort {
        SignalPort { send: Arc::new(send) }
    }

    /// Sends a signal at once. Awaiting what it gives tells whether the signal was taken: an error if the payload cannot be
    /// written, the run has ended, or the run's store could not take it.
    pub fn send<T: crate::Saved>(&self, name: &'static str, key: Option<String>, payload: &T) -> Sending {
        (self.send)(name, key, crate::codec::encode(payload))
    }
}

/// A signal could not be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignalError {
    /// The run has ended, so nobody will wait for it.
    #[error("the run has ended; signal `{0}` reaches nobody")]
    Ended(&'static str),
    /// The pipeline waits for no signal of this name.
    #[error("there is no signal `{name}`; the pipeline knows `{known}`")]
    Unknown {
        /// The name that was given.
        name: String,
        /// The names that the pipeline knows.
        known: String,
    },
    /// The payload cannot be written, or is not of the signal's type.
    #[error("the payload does not fit the signal: {0}")]
    Payload(#[from] CodecError),
    /// The payload is larger than what is recorded: with the key, the sender and the reason, which count too.
    #[error(
        "signal `{name}` has {bytes} bytes (payload as JSON, key, sender, reason), and at most {limit} are recorded (`max_payload`)"
    )]
    TooLarge {
        /// The signal's name.
        name: &'static str,
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The store that keeps the run could not take it, for this reason. It may or may not arrive.
    #[error("the signal could not be stored: {0}")]
    Store(String),
}
