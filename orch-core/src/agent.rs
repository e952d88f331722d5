//! What may stand before `.await` in a flow: agents, and other pipelines.

use std::future::Future;

use orch_blueprint::{AgentSpec, StageRef};
use serde::{Deserialize, Serialize};

use serde_json::Value;

use crate::engine::BoxFuture;
use crate::saga::Known;
use crate::{Again, Apart, Context, Engine, Failure, Site};

/// What may be a stage: an agent, or another pipeline. `#[agent]` and `pipeline!` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no agent and no pipeline",
    label = "only agents and pipelines can be awaited in a flow",
    note = "put `#[agent(…)]` on the async function of this name",
    note = "[orch::E04] docs/codes/E04.md"
)]
pub trait Stage: Sized + 'static {
    /// Its arguments as the flow passes them: references for what is lent.
    type Args<'a>: Send;
    /// Its arguments as an owned tuple: what a stage that is handed out as data carries.
    type Owned: Send + 'static;
    /// What it returns.
    type Output: Send + Sync + 'static;
    /// What it may fail with; [`NoError`] if it cannot fail by itself.
    type Error: Send + Sync + 'static;
    /// What it needs from the application.
    type Resources: Clone + Send + Sync + 'static;

    /// Whether it looks at its [`Context`]. What does not is spared the making of one.
    const USES_CONTEXT: bool = true;

    /// Whether it asks the engine for anything while it runs, as pipelines do. What does not need not be given one that can.
    const USES_ENGINE: bool = true;

    /// Whether a call may have to be polled more than once. What never waits can be called where it stands, and nothing has to
    /// be kept of it.
    const WAITS: bool = true;

    /// Whether its contract may ask for a task of its own, or for the pool for blocking work.
    const MAY_MOVE: bool = true;

    /// Its description.
    fn describe() -> StageRef;

    /// The arguments lent from an owned tuple.
    fn lend(owned: &Self::Owned) -> Self::Args<'_>
    where
        Self::Owned: Clone;

    /// Its arguments as data.
    ///
    /// # Errors
    /// If one of them cannot be written.
    fn encode(args: &Self::Args<'_>) -> Result<serde_json::Value, Failure>;

    /// What its own error amounts to.
    fn failure_of(error: &Self::Error) -> Failure;

    /// Shows what a pipeline is made of that is used as a stage; an agent is made of nothing.
    fn visit_within<V: crate::Visitor>(visitor: &mut V) {
        let _ = visitor;
    }

    /// One attempt at undoing what this stage did; `None` if nothing undoes it.
    fn undo<E: Engine>(change: &Undoing, resources: &Self::Resources, engine: &E) -> Option<BoxFuture<Undone>> {
        let _ = (change, resources, engine);
        None
    }

    /// One call. Engines wrap it in policies ([`Engine::attempt`]).
    fn invoke<'a, E: Engine>(
        args: Self::Args<'a>,
        cx: &'a Context,
        resources: &'a Self::Resources,
        engine: &'a E,
    ) -> impl Future<Output: OrFault<Self::Output, Self::Error>> + Send + 'a;
}

/// What the call of a stage ends with: the result of the agent's own future as it is, or one that may be somebody else's failure. So nothing
/// need stand between the future of an agent that may fail and who asks for its end, which would be compiled with every stage.
pub trait OrFault<O, E>: Sized {
    /// The end, whosever failure it is.
    ///
    /// # Errors
    /// If the call has failed.
    fn or_fault(self) -> Result<O, Fault<E>>;
}

impl<O, E> OrFault<O, E> for Result<O, E> {
    #[inline]
    fn or_fault(self) -> Result<O, Fault<E>> {
        self.map_err(Fault::Own)
    }
}

impl<O, E> OrFault<O, E> for Result<O, Fault<E>> {
    #[inline]
    fn or_fault(self) -> Result<O, Fault<E>> {
        self
    }
}

/// A change that is to be undone: what it was called with, and what is known of its output, as data.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// The change's stage, and which attempt at undoing it.
    pub site: Site,
    /// What it was called with.
    pub arguments: Value,
    /// What it gave.
    pub outcome: Known,
}

/// How an attempt at undoing ended.
pub type Undone = Outcome<(), NoError>;

/// An annotated async function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no agent",
    label = "only an agent can undo a change",
    note = "put `#[agent(idempotent)]` on an async function that takes the change's inputs by reference and then `Option<&Output>`",
    note = "[orch::E12] docs/codes/E12.md"
)]
pub trait Agent: Stage {
    /// Its contract: everything that the attribute and the signature said.
    const SPEC: AgentSpec;
}

/// Why a call gave no output.
#[derive(Debug)]
pub enum Fault<E> {
    /// The agent's own error.
    Own(E),
    /// Anything else: an argument that could not be computed, or the failure of a pipeline that ran as a stage.
    Failure(Apart<Failure>),
}

impl<E> From<Failure> for Fault<E> {
    fn from(failure: Failure) -> Self {
        Fault::Failure(failure.apart())
    }
}

impl<E, X: crate::Classify> From<X> for Fault<E> {
    fn from(error: X) -> Self {
        Fault::Failure(Failure::of(&error).apart())
    }
}

impl<E, X> From<crate::Failed<X>> for Fault<E> {
    fn from(failed: crate::Failed<X>) -> Self {
        Fault::Failure(failed.failure.apart())
    }
}

/// The error of what cannot fail by itself. It has no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoError {}

impl std::fmt::Display for NoError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

#[diagnostic::do_not_recommend]
impl crate::Classify for NoError {
    fn class(&self) -> crate::Class {
        match *self {}
    }
}

/// How one attempt ended, policies included. It is data: an engine's own error never stands here.
#[derive(Debug)]
pub enum Outcome<O, E> {
    /// With an output.
    Done(O),
    /// It failed and may be tried again.
    Again(Apart<Again>),
    /// It failed for good.
    Failed {
        /// Why.
        failure: Apart<Failure>,
        /// The agent's own error, if it was that.
        error: Option<E>,
        /// Whether the world may have been changed all the same.
        unknown: bool,
    },
}
