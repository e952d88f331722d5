//! Agents by name, with encoded arguments: for whoever gets a stage handed out as data.

use std::any::Any;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::time::Duration;

use orch_blueprint::StageRef;
use orch_core::engine::BoxFuture;
use orch_core::{Class, Context, Failure, FailureKind, Fault, OrFault, Pipeline, Saved, Stage, Visitor, codec};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::engine::{Embedded, calmly_async};

/// The agents and pipelines that a pipeline is made of, by their names.
#[derive(Default)]
pub struct Registry {
    callees: BTreeMap<&'static str, Box<dyn Callee>>,
}

/// How a call by name ended. It is data: it can be sent to whoever handed the stage out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// With this output.
    Done(Value),
    /// With a failure.
    Failed {
        /// Why.
        failure: Box<Failure>,
        /// Whether the world may have been changed all the same.
        unknown: bool,
    },
}

/// A call by name could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Nobody has this name.
    #[error("there is no agent `{name}`; known are `{known}`")]
    Unknown {
        /// The name that was given.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// The resources are not those of the agent.
    #[error("agent `{name}` needs resources of type `{expected}`")]
    Resources {
        /// The agent.
        name: &'static str,
        /// Its `Stage::Resources`.
        expected: &'static str,
    },
    /// The arguments are not those of the agent.
    #[error("the arguments of agent `{name}` cannot be read: {why}")]
    Arguments {
        /// The agent.
        name: &'static str,
        /// What does not fit.
        why: String,
    },
}

impl Registry {
    /// Those of a pipeline: its stages, in text order, each name once. Empty if it is `#[ephemeral]`.
    pub fn of<P: Pipeline>() -> Registry {
        let mut registry = Registry::default();
        registry.add::<P>();
        registry
    }

    /// Adds those of another pipeline.
    pub fn add<P: Pipeline>(&mut self) {
        P::visit(self);
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.callees.keys().copied()
    }

    /// One call, with the arguments as an encoded tuple, under the agent's own timeout and panic guard. It is not
    /// retried: that is for whoever handed it out to decide, from the answer. `resources` is the agent's
    /// [`Stage::Resources`].
    ///
    /// # Errors
    /// If the call cannot be made at all: an unknown name, wrong resources, wrong arguments. What the agent itself fails
    /// with is an [`Answer`].
    pub async fn call<R: Any + Send + Sync>(
        &self,
        name: &str,
        arguments: Value,
        cx: &Context,
        resources: &R,
    ) -> Result<Answer, CallError> {
        let callee = self.callees.get(name).ok_or_else(|| self.unknown(name))?;
        callee.call(arguments, cx, resources).await
    }

    fn unknown(&self, name: &str) -> CallError {
        let known: Vec<&str> = self.names().collect();
        CallError::Unknown { name: name.to_owned(), known: known.join("`, `") }
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

impl Visitor for Registry {
    fn stage<S>(&mut self)
    where
        S: Stage,
        S::Owned: Saved + Clone,
        S::Output: Saved,
    {
        self.callees.entry(S::describe().name()).or_insert_with(|| Box::new(Typed::<S>(PhantomData)));
    }

    fn signal<T: Saved + Send + Sync + 'static>(&mut self, _: &'static str) {}
}

/// A stage without its type.
trait Callee: Send + Sync {
    fn call(
        &self,
        arguments: Value,
        cx: &Context,
        resources: &(dyn Any + Send + Sync),
    ) -> BoxFuture<Result<Answer, CallError>>;
}

struct Typed<S>(PhantomData<fn() -> S>);

impl<S> Callee for Typed<S>
where
    S: Stage,
    S::Owned: Saved + Clone,
    S::Output: Saved,
{
    fn call(
        &self,
        arguments: Value,
        cx: &Context,
        resources: &(dyn Any + Send + Sync),
    ) -> BoxFuture<Result<Answer, CallError>> {
        let name = S::describe().name();
        let expected = std::any::type_name::<S::Resources>();
        let ready =
            resources.downcast_ref::<S::Resources>().cloned().ok_or(CallError::Resources { name, expected }).and_then(
                |resources| {
                    let arguments = codec::decode::<S::Owned>(&arguments);
                    let wrong = |error: orch_core::CodecError| CallError::Arguments { name, why: error.to_string() };
                    Ok((resources, arguments.map_err(wrong)?))
                },
            );
        let cx = cx.clone();
        Box::pin(async move {
            let (resources, arguments) = ready?;
            // Only the lent arguments live across the call: what owns them need not be `Sync`.
            let lent = S::lend(&arguments);
            let contract = Contract::of(S::describe());
            let engine = Embedded::detached(&cx, contract.blueprint);
            Ok(answer::<S>(contract, lent, &cx, &resources, &engine).await)
        })
    }
}

async fn answer<'a, S>(
    contract: Contract,
    arguments: S::Args<'a>,
    cx: &'a Context,
    resources: &'a S::Resources,
    engine: &'a Embedded,
) -> Answer
where
    S: Stage,
    S::Output: Saved,
{
    let call = calmly_async(|| S::invoke(arguments, cx, resources, engine));
    let (failure, unsure) = match within(contract.timeout, call).await.map(OrFault::or_fault) {
        Ok(Ok(output)) => match codec::encode(&output) {
            Ok(output) => return Answer::Done(output),
            // The work is done; only telling of it failed.
            Err(error) => (Failure::new(FailureKind::Error, error.to_string()), true),
        },
        Ok(Err(Fault::Own(error))) => (S::failure_of(&error), false),
        Ok(Err(Fault::Failure(failure))) => (failure.into_inner(), false),
        Err(failure) => (failure, true),
    };
    let failure = Failure { attempts: cx.attempt(), ..failure };
    let failure = if failure.stage.is_empty() { failure.at(cx.stage()) } else { failure };
    Answer::Failed { failure: Box::new(failure), unknown: unsure && contract.is_change }
}

/// What a callee says of itself.
struct Contract {
    timeout: Option<Duration>,
    is_change: bool,
    blueprint: Option<&'static orch_blueprint::Blueprint>,
}

impl Contract {
    fn of(callee: StageRef) -> Contract {
        match callee {
            StageRef::Agent(spec) => {
                Contract { timeout: spec.timeout, is_change: spec.effect.is_change(), blueprint: None }
            }
            StageRef::Pipeline(blueprint) => Contract {
                timeout: None,
                is_change: orch_blueprint::order::pipeline_effect(blueprint).is_change(),
                blueprint: Some(blueprint),
            },
        }
    }
}

async fn within<T>(timeout: Option<Duration>, call: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let Some(timeout) = timeout else { return call.await };
    tokio::time::timeout(timeout, call).await.unwrap_or_else(|_| {
        let message = format!("took longer than {timeout:?}");
        Err(Failure::new(FailureKind::TimedOut, message).with_class(Class::Transient))
    })
}
