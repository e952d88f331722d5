//! Undoing a change: from what was kept of it to a call of the agent that its stage names.

use std::future::ready;
use std::marker::PhantomData;

use futures_util::FutureExt;

use crate::codec::decode;
use crate::engine::{Answers, Asked, Attempting, BoxFuture, More, Retried, Wants};
use crate::failure::FailureKind;
use crate::machine::undo::current;
use crate::saga::Known;
use crate::{
    Agent, Apart, At, Engine, Failure, FrameState, Mark, NoError, OrFault, Outcome, Pipeline, Plan, Saved, Site, Stage,
    Undoing, Undone,
};

/// One attempt at undoing: see [`Pipeline::compensate`].
pub fn compensate<P: Pipeline, E: Engine>(
    state: &P::State,
    (at, node): (&At, u16),
    (attempt, retried): (u32, Option<Box<Retried>>),
    engine: &E,
    resources: &P::Resources,
) -> Attempting<P::Event> {
    let change = undoing(P::plan(), state, node, attempt, retried);
    let undone = change.and_then(|change| P::undo(&change, resources, engine)).unwrap_or_else(|| {
        let failure = Failure::new(FailureKind::Incompatible, "this build of the pipeline does not say how");
        Box::pin(ready(Outcome::Failed { failure: Apart::new(failure), error: None, unknown: false }))
    });
    let at = at.clone();
    Attempting::new(undone.map(move |undone| P::mark(at, node, mark(undone))))
}

fn undoing(
    plan: &Plan,
    state: &dyn FrameState,
    node: u16,
    attempt: u32,
    retried: Option<Box<Retried>>,
) -> Option<Undoing> {
    let done = current(state)?.done.last()?;
    let more = More { keys: done.keys.clone(), retried: retried.map(|retried| *retried), ..More::default() };
    let (blueprint, at) = (plan.blueprint(), done.at.clone());
    let (undo, more) = (plan.node(node).undo(), Some(Box::new(more)));
    let site = Site { blueprint, node, at, attempt, undo, more };
    Some(Undoing { site, arguments: done.arguments.clone(), outcome: done.outcome.clone() })
}

fn mark(undone: Undone) -> Mark {
    match undone {
        Outcome::Done(()) => Mark::Compensated,
        Outcome::Again(again) => Mark::CompensationRetrying(again),
        Outcome::Failed { failure, .. } => Mark::CompensationFailed(failure),
    }
}

/// What a change was called with, and its output where that is known.
pub type KeptChange<S> = Result<(<S as Stage>::Owned, Option<<S as Stage>::Output>), Failure>;

/// One attempt at undoing what `S` did, by `U`, whose arguments are lent from what was kept.
pub fn undo<S: Stage, U: Agent, E: Engine>(
    change: &Undoing,
    kept: KeptChange<S>,
    resources: &U::Resources,
    engine: &E,
    arguments: for<'a> fn(&'a S::Owned, Option<&'a S::Output>) -> U::Args<'a>,
) -> Option<BoxFuture<Undone>> {
    let asked = Asked::undoing(&change.site);
    let (opening, given) = engine.open(&asked, Wants::of::<U>());
    let resources = resources.clone();
    let call = async move {
        let (owned, output) = kept?;
        // Only the lent arguments live across the call: what owns them need not be `Sync`.
        let arguments = arguments(&owned, output.as_ref());
        U::invoke(arguments, given.context(), &resources, given.engine()).await.or_fault().map(drop)
    };
    let answers = WithoutOutput { failure_of: U::failure_of, output: PhantomData::<fn() -> U::Output> };
    Some(Box::pin(engine.attempt::<U, _, _>((&asked, opening), answers, call).attempting(&change.site.at)))
}

/// Of what undoes a change nobody wants the output.
struct WithoutOutput<O, E> {
    failure_of: fn(&E) -> Failure,
    output: PhantomData<fn() -> O>,
}

impl<O, E> Clone for WithoutOutput<O, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O, E> Copy for WithoutOutput<O, E> {}

impl<O: Send + 'static, E: Send + 'static> Answers for WithoutOutput<O, E> {
    type Output = O;
    type Kept = ();
    type Error = E;
    type Event = Undone;

    fn keep(_: O) {}

    fn answer(self, _: At, outcome: Outcome<(), E>) -> Undone {
        match outcome {
            Outcome::Done(()) => Outcome::Done(()),
            Outcome::Again(again) => Outcome::Again(again),
            Outcome::Failed { failure, unknown, .. } => Outcome::Failed { failure, error: None::<NoError>, unknown },
        }
    }

    fn failure_of(self, error: &E) -> Failure {
        (self.failure_of)(error)
    }
}

impl Undoing {
    /// Of a stage whose `Result` the flow looks at: only a good one is ever kept.
    pub fn of_result(&self) -> Undoing {
        let outcome = match &self.outcome {
            Known::Output(result) => result.get("Ok").cloned().map_or(Known::Nothing, Known::Output),
            Known::Nothing => Known::Nothing,
        };
        Undoing { outcome, ..self.clone() }
    }
}

/// What was kept of a change, of types that may be ones that can be saved.
pub struct MaybeKept<I, O>(PhantomData<(I, O)>);

impl<I, O> MaybeKept<I, O> {
    /// Of these types.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        MaybeKept(PhantomData)
    }
}

/// Can.
pub trait KeptLoads<I, O> {
    /// Reads it. An output that does not read back is as good as none.
    fn load(self, change: &Undoing) -> Result<(I, Option<O>), Failure>;
}

/// Cannot.
pub trait KeptRefuses<I, O> {
    /// Says so.
    fn load(self, change: &Undoing) -> Result<(I, Option<O>), Failure>;
}

impl<I: Saved, O: Saved> KeptLoads<I, O> for MaybeKept<I, O> {
    fn load(self, change: &Undoing) -> Result<(I, Option<O>), Failure> {
        let arguments = decode(&change.arguments);
        let arguments = arguments.map_err(|error| Failure::new(FailureKind::Incompatible, error.to_string()))?;
        let output = match &change.outcome {
            Known::Output(output) => decode(output).ok(),
            Known::Nothing => None,
        };
        Ok((arguments, output))
    }
}

impl<I, O> KeptRefuses<I, O> for &MaybeKept<I, O> {
    fn load(self, _: &Undoing) -> Result<(I, Option<O>), Failure> {
        Err(Failure::new(FailureKind::Incompatible, "what the change was called with cannot be read"))
    }
}
