//! An engine that calls nobody: it takes the arguments of a stage as data, in the place of its call.

use std::future::{Future, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as Poller, Poll, Waker};

use serde_json::Value;

use super::{Answers, Asked, Given, Holding, Values, Wants};
use crate::failure::FailureKind;
use crate::private::{Keeps, not_called};
use crate::{Call, Context, Engine, Failure, Fault, Outcome, Pipeline, Stage, Timestamp};

/// Of which stages an engine takes the arguments, if it does. For the others nothing is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Of any.
    All,
    /// Of those that say what undoes them.
    Undone,
}

/// Whether an engine never comes to a node: it takes what would be undone, and this one says not how.
pub const fn passes_over<E: Engine, P: Pipeline>(node: u16) -> bool {
    let Some(blueprint) = P::BLUEPRINT else { return false };
    matches!(E::TAKES, Some(Takes::Undone)) && blueprint.nodes[node as usize].undo().is_none()
}

/// What became of the arguments of a stage.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The arguments as data, or why there are none.
    pub arguments: Result<Value, Failure>,
    /// Whether there were any, so that only writing them may have failed.
    pub computed: bool,
}

/// See the module. With `ALL` it takes the arguments of any stage, without only of those that say what undoes them; so `call` is not compiled
/// a second time for all stages where few are undone.
#[derive(Debug, Clone, Default)]
pub struct Taker<const ALL: bool>(Arc<Mutex<Option<Taken>>>);

impl<const ALL: bool> Taker<ALL> {
    /// Keeps this, unless something was taken before.
    fn put(&self, taken: Taken) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(taken);
    }

    /// What was taken.
    pub fn taken(&self) -> Option<Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<const ALL: bool> Engine for Taker<ALL> {
    const TAKES: Option<Takes> = Some(if ALL { Takes::All } else { Takes::Undone });

    type Opening = ();

    fn open(&self, _: &Asked<'_>, _: Wants) -> ((), Given<Self>) {
        let (given, giver) = Given::later();
        giver.give(Context::unused(), self.clone());
        ((), given)
    }

    fn attempt<S, A, F>(&self, (asked, ()): (&Asked<'_>, ()), answers: A, call: F) -> Call<A::Event>
    where
        S: Stage,
        A: Answers<Output = S::Output, Error = S::Error>,
        F: Future<Output = Result<A::Kept, Fault<S::Error>>> + Send + 'static,
    {
        // Plain Rust in the arguments may have failed before there was anything to take.
        let (failure, computed) = match poll(pin!(call)) {
            Ok(Poll::Ready(Err(Fault::Failure(failure)))) => (failure, false),
            Ok(_) => (Failure::new(FailureKind::Error, "the stage was called").apart(), false),
            Err((failure, computed)) => (failure.apart(), computed),
        };
        self.put(Taken { arguments: Err((*failure).clone()), computed });
        Call::Now(answers.answer(asked.at.clone(), Outcome::Failed { failure, error: None, unknown: false }))
    }

    fn child<P: Pipeline>(
        &self,
        _: P::Input,
        _: &P::Resources,
        _: &Context,
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send {
        ready(Err(Failure::new(FailureKind::Error, "the pipeline was called")))
    }

    fn call<'a, S: Stage, V: Values, K: Keeps<S::Output, S::Error>>(
        held: &'a Holding<'_, V, S::Resources, Self>,
        arguments: S::Args<'a>,
    ) -> impl Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send + 'a {
        held.given().1.put(Taken { arguments: S::encode(&arguments), computed: true });
        ready(Err(Fault::Failure(not_called())))
    }

    fn now(&self) -> Timestamp {
        Timestamp::EPOCH
    }

    fn random(&self) -> u64 {
        0
    }
}

/// Polls a call, which hands its arguments over before it would wait for anything. A panic is told with whether the arguments were there: what
/// has panicked then is the code that writes them.
fn poll<F: Future>(mut call: Pin<&mut F>) -> Result<Poll<F::Output>, (Failure, bool)> {
    let poll = || call.as_mut().poll(&mut Poller::from_waker(Waker::noop()));
    catch_unwind(AssertUnwindSafe(poll)).map_err(|panic| {
        // Asked in any case: nobody else shall think so of the next panic.
        let computed = !crate::private::panicked_in_arguments();
        (crate::private::panicked(panic), computed)
    })
}
