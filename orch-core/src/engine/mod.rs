//! The line between generated code and the engine that drives it.

mod asked;
mod attempting;
mod done;
mod given;
mod holding;
mod site;
mod taking;
mod wants;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde_json::Value;

use crate::private::{AnswersOf, Keeps};
use crate::{At, Context, Failure, Fault, Outcome, Pipeline, Stage, Timestamp};

pub use asked::Asked;
pub(crate) use asked::site;
pub use attempting::{AnyAttempt, Attempting, Ends, event_of, take_event};
pub use done::{AnyShare, Done, Lands};
pub use given::{Given, Giver};
pub use holding::{Begins, Calling, HeldFor, Holding, Slots, Values, hold, lend};
pub use site::{More, Retried, Site};
pub use taking::{Taken, Taker, Takes, passes_over};
pub use wants::Wants;

/// What generated code asks of the engine that drives it. It is generic, so an engine may look at arguments or run the whole thing,
/// and generated code names none.
pub trait Engine: Clone + Send + Sync + 'static {
    /// Whether it calls nobody, and only takes the arguments of stages. Such an engine has a [`call`](Self::call) of its own, which takes them.
    const TAKES: Option<Takes> = None;

    /// The engine of a callee that asks it for nothing; none of one that gives every call its own, which must then never open an attempt with
    /// [`Given::nothing`].
    const UNUSED: Option<&'static Self> = None;

    /// What it knows of an attempt before there is a call.
    type Opening;

    /// An attempt is to be made: gives what its call will find.
    fn open(&self, asked: &Asked<'_>, wants: Wants) -> (Self::Opening, Given<Self>);

    /// One attempt at a stage, with every policy that surrounds an attempt. `call` computes the arguments and calls the agent, with
    /// what the engine has given when it was opened. That is user code, so it may fail and may panic. `answers` says what the
    /// attempt's outcome becomes. It comes later and is not begun before it is polled, unless the engine only takes arguments.
    fn attempt<S, A, F>(&self, opened: (&Asked<'_>, Self::Opening), answers: A, call: F) -> Call<A::Event>
    where
        S: Stage,
        A: Answers<Output = S::Output, Error = S::Error>,
        F: Future<Output = Result<A::Kept, Fault<S::Error>>> + Send + 'static;

    /// The same of a call that is still to be made of what it reads, which stands in these slots of the state, and of what its agent needs.
    ///
    /// An engine may make it here and now, and lend it all that ([`lend`]), if its driver asks for that ([`Asked::at_once`]) and the stage
    /// never waits and asks for nothing ([`Wants::nothing`]). It must have an engine for such a call ([`UNUSED`](Self::UNUSED)) and take no arguments
    /// ([`TAKES`](Self::TAKES)). By default the call has shares of what it reads and comes later.
    #[inline]
    fn attempt_with<'s, S, P, const NODE: u16, L, K, F>(
        &self,
        asked: &Asked<'_>,
        (slots, needs): (L, &'s S::Resources),
        answers: AnswersOf<S, P, K>,
        call: F,
    ) -> Call<P::Event>
    where
        S: Stage,
        P: Pipeline,
        L: Slots<'s>,
        K: Keeps<S::Output, S::Error>,
        F: for<'a> Begins<Holding<'a, L::Values, S::Resources, Self>>,
        for<'a> <F as Begins<Holding<'a, L::Values, S::Resources, Self>>>::Call: Calling<S, K>,
        <F as Begins<Holding<'static, L::Values, S::Resources, Self>>>::Call: 'static,
    {
        if const { passes_over::<Self, P>(NODE) } {
            crate::private::passed_over()
        }
        let (opening, held) = hold((self, asked, const { Wants::of::<S>() }), slots, needs);
        self.attempt::<S, _, _>((asked, opening), answers, call(held))
    }

    /// Another pipeline as a stage, with a run of its own.
    fn child<P: Pipeline>(
        &self,
        input: P::Input,
        resources: &P::Resources,
        cx: &Context,
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send;

    /// The engine of the same run's next pass: the run begins anew. Its contexts tell the passes apart
    /// ([`RunScope::pass`](crate::context::RunScope::pass)).
    fn anew(&self) -> Self {
        self.clone()
    }

    /// Tells the pipeline that runs as the stage of this path to end, because of this. It is heard if it has something to
    /// undo; it undoes that, and its attempt ends then. An engine that cannot tell it lets it run to its end.
    fn stop_child(&self, stage: &str, why: &Failure) {
        let _ = (stage, why);
    }

    /// The call of a stage with these arguments, out of what is held for it. [`Holding::call`] asks for it, by which alone generated code calls stages, and so must a
    /// [`Pipeline`] that is written by hand: the arguments are computed by then. An engine that only takes arguments ([`TAKES`](Self::TAKES)) writes them down here
    /// ([`Stage::encode`], [`Holding::given`]) and calls nobody.
    #[inline]
    fn call<'a, S: Stage, V: Values, K: Keeps<S::Output, S::Error>>(
        held: &'a Holding<'_, V, S::Resources, Self>,
        arguments: S::Args<'a>,
    ) -> impl Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send + 'a {
        held.invoke::<S, K>(arguments)
    }

    /// What time it is, for evaluations.
    fn now(&self) -> Timestamp;

    /// 64 random bits, for `uuid()` and `random()`.
    fn random(&self) -> u64;
}

/// What the end of an attempt becomes. It is known by types that many stages share and not by the stage, so that what an engine
/// does with an attempt is compiled once for all of these.
pub trait Answers: Copy + Send + Sync + 'static {
    /// What the stage returns.
    type Output: Send + 'static;
    /// What its call gives: an output as it is kept. It becomes that where it is made, so that nothing moves it any more.
    type Kept: Send + 'static;
    /// What it may fail with.
    type Error: Send + 'static;
    /// What the end becomes.
    type Event: Send + 'static;

    /// An output as it is kept.
    fn keep(output: Self::Output) -> Self::Kept;

    /// The end with this output, in the frame of the stage.
    fn done(self, at: At, kept: Self::Kept) -> Self::Event {
        self.answer(at, Outcome::Done(kept))
    }

    /// The same of an attempt that was made on the spot.
    fn done_here(self, at: &At, kept: Self::Kept) -> Call<Self::Event> {
        Call::Now(self.done(at.clone(), kept))
    }

    /// The end, in the frame of the stage.
    fn answer(self, at: At, outcome: Outcome<Self::Kept, Self::Error>) -> Self::Event;

    /// What the stage's own error amounts to: see [`Stage::failure_of`].
    fn failure_of(self, error: &Self::Error) -> Failure;
}

/// What a driver wants of a node, in [`Pipeline::call`].
#[derive(Debug, Clone)]
pub enum Ask {
    /// Plain Rust: a value, a decision, a list, how long to wait.
    Evaluate,
    /// An attempt at a stage.
    Attempt {
        /// Which, from 1.
        attempt: u32,
        /// What came before, where one has failed.
        retried: Option<Box<Retried>>,
    },
    /// The first attempt at a stage that is polled as soon as it is there, before anything else of the run. So it need not be
    /// there first: what never waits ([`Stage::WAITS`]) may be called on the spot. A driver asks for it where nothing needs to be
    /// prepared ([`Plan::is_direct`](crate::Plan::is_direct)), no mark is to be applied first ([`Plan::is_marked`](crate::Plan::is_marked)), and nobody looks on.
    AtOnce,
    /// The end of an attempt whose process died: whether it changed the world is not known, and it is not made again.
    Interrupted {
        /// Which, from 1.
        attempt: u32,
    },
    /// The payload of the signal that the node waits for.
    Deliver(Value),
    /// The time of a signal is over.
    Expire,
}

impl Ask {
    /// The first attempt.
    pub const FIRST: Ask = Ask::Attempt { attempt: 1, retried: None };
}

/// What [`Pipeline::call`] gives.
pub enum Call<E: 'static> {
    /// An event, at once.
    Now(E),
    /// The good end of an attempt that was to be made at once ([`Ask::AtOnce`]).
    Done(Done<E>),
    /// An event when the attempt has ended.
    Later(Attempting<E>),
}

impl<E: Send + 'static> Call<E> {
    /// As an attempt in the frame that `at` leads to, which gives the event, whenever that is.
    pub fn attempting(self, at: &At) -> Attempting<E> {
        match self {
            Call::Now(event) => Attempting::new(std::future::ready(event)),
            Call::Done(done) => Attempting::new(std::future::ready(done.event(at.clone()))),
            Call::Later(attempt) => attempt,
        }
    }
}

/// A boxed future that may move between threads.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;
