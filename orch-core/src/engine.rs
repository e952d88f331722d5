//! The line between generated code and the engine that drives it.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as Poller, Poll, ready};
use std::time::Duration;

use orch_blueprint::{AgentSpec, Blueprint, Effect, Kind, Node, Retry, StageRef, order};
use pin_project_lite::pin_project;
use serde_json::Value;

use crate::{At, Context, Failure, Fault, Outcome, Pipeline, Stage, Timestamp};

/// What generated code asks of the engine that drives it. It is generic, so an engine may look at arguments or run the whole thing,
/// and generated code names none.
pub trait Engine: Clone + Send + Sync + 'static {
    /// One attempt at a stage, with every policy that surrounds an attempt. `make` gives the future that computes the
    /// arguments and calls the agent. That is user code, so it may fail and may panic; nothing of it runs before the future
    /// is polled. `end` says what the attempt's outcome becomes, in the frame of the stage. One that is to be made at once
    /// ([`Asked::at_once`]) may be, if its stage never waits; all others come later.
    fn attempt<S, M, F, K, V>(&self, asked: Asked<'_>, make: M, end: K) -> Call<V>
    where
        S: Stage,
        M: FnOnce(Context, Self) -> F + Send + 'static,
        F: Future<Output = Result<S::Output, Fault<S::Error>>> + Send + 'static,
        K: FnOnce(At, Outcome<S::Output, S::Error>) -> V + Send + 'static,
        V: Send + 'static;

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

    /// The same engine where stages are handed out as data instead of being called. What an attempt would be called with goes to
    /// `taking`: it makes its call, which hands the arguments over and ends, and says to [`Taking::end`] how it did.
    fn to_take(&self, taking: Arc<Taking>) -> Self;

    /// Where arguments go, if this is an engine that only takes them.
    fn taking(&self) -> Option<&Taking>;

    /// What time it is, for evaluations.
    fn now(&self) -> Timestamp;

    /// 64 random bits, for `uuid()` and `random()`.
    fn random(&self) -> u64;
}

/// Where the arguments of one stage go that is handed out as data.
#[derive(Debug, Default)]
pub struct Taking(Mutex<Option<Taken>>);

/// What became of the arguments of a stage.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The arguments as data, or why there are none.
    pub arguments: Result<Value, Failure>,
    /// Whether there were any, so that only writing them may have failed.
    pub computed: bool,
}

impl Taking {
    fn put(&self, taken: Taken) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(taken);
    }

    /// The arguments are there.
    pub fn take(&self, arguments: Result<Value, Failure>) {
        self.put(Taken { arguments, computed: true });
    }

    /// The call has ended with this. Plain Rust in the arguments may have failed before there was anything to take.
    pub fn end(&self, failure: Failure) {
        self.put(Taken { arguments: Err(failure), computed: false });
    }

    /// What was taken.
    pub fn taken(&self) -> Option<Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// An attempt that is asked for. Its [`Site`] is made only where somebody wants to know it: most attempts begin and end without.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The frame.
    pub at: &'a At,
    /// See [`Site::direct`].
    pub direct: bool,
    /// Nothing comes before its first poll: see [`Ask::AtOnce`].
    pub at_once: bool,
    /// Makes the site.
    pub site: &'a dyn Fn() -> Site,
}

/// Which attempt at which stage.
#[derive(Debug, Clone)]
pub struct Site {
    /// The pipeline.
    pub blueprint: &'static Blueprint,
    /// The stage's number in it.
    pub node: u16,
    /// The frame it stands in.
    pub at: At,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The first attempt at an agent around which nothing needs to be prepared: it runs in the run's own task, without delay
    /// or heartbeat, and nobody counts the time of all attempts.
    pub direct: bool,
    /// The agent that is called to undo the stage; none if it is the stage itself that is attempted.
    pub undo: Option<&'static AgentSpec>,
    /// What there is to say of few attempts.
    pub more: Option<Box<More>>,
}

/// What there is to say of few attempts, so that the others need not carry it.
#[derive(Debug, Clone, Default)]
pub struct More {
    /// The names of the items on the way, where `.key(…)` gave them; empty if none has one.
    pub keys: Vec<Option<String>>,
    /// What came before a repeated attempt.
    pub retried: Option<Retried>,
    /// `.delay(…)` of a racer.
    pub delay: Option<Duration>,
    /// The attempt is not made: its process died, and nobody knows how it ended.
    pub interrupted: bool,
    /// It began under the name that it had before, and that is what its key is made of.
    pub formerly: bool,
}

/// What came before a repeated attempt. First attempts, which are most, carry none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retried {
    /// The end of the backoff.
    pub not_before: Timestamp,
    /// When the first attempt started.
    pub since: Timestamp,
    /// The wait before this attempt, which decorrelated jitter builds on.
    pub waited: Duration,
}

impl Site {
    /// The names of the items on the way, where they have any.
    pub fn keys(&self) -> &[Option<String>] {
        self.more.as_ref().map_or(&[], |more| &more.keys)
    }

    /// What came before a repeated attempt.
    pub fn retried(&self) -> Option<Retried> {
        self.more.as_ref()?.retried
    }

    /// `.delay(…)` of a racer.
    pub fn delay(&self) -> Option<Duration> {
        self.more.as_ref()?.delay
    }

    /// Whether the attempt is not made: its process died, and nobody knows how it ended.
    pub fn is_interrupted(&self) -> bool {
        self.more.as_ref().is_some_and(|more| more.interrupted)
    }

    /// Whether it began under the name that it had before.
    pub fn is_formerly(&self) -> bool {
        self.more.as_ref().is_some_and(|more| more.formerly)
    }

    /// The stage's description.
    #[inline]
    pub fn stage(&self) -> &'static Node {
        &self.blueprint.nodes[usize::from(self.node)]
    }

    /// The agent that is called: the stage's own, or the one that undoes it; none where a pipeline is called.
    #[inline]
    pub fn agent(&self) -> Option<&'static AgentSpec> {
        match self.stage().kind {
            _ if self.undo.is_some() => self.undo,
            Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec),
            _ => None,
        }
    }

    /// The longest that this attempt may take.
    #[inline]
    pub fn timeout(&self) -> Option<Duration> {
        self.undo.map_or_else(|| self.stage().timeout(), |undo| undo.timeout)
    }

    /// How it is tried again.
    #[inline]
    pub fn retry(&self) -> Option<Retry> {
        self.undo.map_or_else(|| self.stage().retry(), |undo| undo.retry)
    }

    /// What the callee does to the world.
    pub fn effect(&self) -> Effect {
        self.undo.map_or_else(|| order::effect_of(self.blueprint.nodes, self.node), |undo| undo.effect)
    }

    /// Whether the call is not to be dropped when the run is stopped or takes too long: it undoes something, or it is a
    /// pipeline that has something to undo.
    pub fn winds_down(&self) -> bool {
        self.undo.is_some()
            || matches!(self.stage().kind, Kind::Stage { stage: StageRef::Pipeline(inner), .. } if inner.compensates())
    }
}

impl From<&crate::Again> for Retried {
    fn from(failed: &crate::Again) -> Retried {
        Retried { not_before: failed.at, since: failed.since, waited: failed.wait }
    }
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
    /// prepared ([`Plan::is_direct`](crate::Plan::is_direct)) and nobody looks on.
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
pub enum Call<E> {
    /// An event, at once.
    Now(E),
    /// The good end of an attempt that was to be made at once ([`Ask::AtOnce`]).
    Done(E),
    /// An event when the attempt has ended.
    Later(Attempting<E>),
}

impl<E: Send + 'static> Call<E> {
    /// As an attempt that gives the event, whenever that is.
    pub fn attempting(self) -> Attempting<E> {
        match self {
            Call::Now(event) | Call::Done(event) => Attempting::new(std::future::ready(event)),
            Call::Later(attempt) => attempt,
        }
    }
}

/// An attempt under way. Awaiting it gives its event; a driver that knows no events takes [`any`](Attempting::any) of it.
pub struct Attempting<E> {
    /// The attempt with its type forgotten. It gives an `E`.
    pub any: AnyAttempt,
    event: PhantomData<fn() -> E>,
}

/// An attempt of whatever pipeline.
pub type AnyAttempt = Pin<Box<dyn Ends>>;

/// What ends with an event. The event stays where the attempt was until it is taken, so that it is not boxed a second time.
pub trait Ends: Send {
    /// Ready when it has ended. It is not polled again.
    fn poll_end(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<()>;

    /// The event with which it ended, an `Option` of the pipeline's own.
    fn event(&self) -> &dyn Any;

    /// The same, to be taken.
    fn event_mut(self: Pin<&mut Self>) -> &mut dyn Any;

    /// Whether it was polled and needs now what surrounds attempts, having been made without. An engine makes such attempts only
    /// for its own driver.
    fn is_bare(&self) -> bool {
        false
    }

    /// Gives what surrounds it, of the engine that made it, to an attempt that is bare. It is to be polled again then.
    fn surround(self: Pin<&mut Self>, around: Box<dyn Any + Send>) {
        let _ = around;
    }
}

impl<E: Send + 'static> Attempting<E> {
    /// Of a future that gives the event.
    pub fn new(attempt: impl Future<Output = E> + Send + 'static) -> Attempting<E> {
        Attempting::of(Ending::Running { attempt })
    }

    /// Of what ends with an `E`.
    #[inline]
    pub fn of(attempt: impl Ends + 'static) -> Attempting<E> {
        Attempting { any: Box::pin(attempt), event: PhantomData }
    }
}

impl<E: 'static> Future for Attempting<E> {
    type Output = E;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<E> {
        ready!(self.any.as_mut().poll_end(cx));
        Poll::Ready(take_event(&mut self.any))
    }
}

/// The event of an attempt that has ended.
///
/// # Panics
/// If it has not, if it was taken, or if it is not of this type: a broken invariant of the driver.
#[inline]
pub fn take_event<E: 'static>(attempt: &mut AnyAttempt) -> E {
    event_of(attempt).take().expect("an attempt ends once, with an event of its pipeline")
}

/// Where the event of an attempt that has ended lies.
///
/// # Panics
/// If it has not, or if it is not of this type: a broken invariant of the driver.
#[inline]
pub fn event_of<E: 'static>(attempt: &mut AnyAttempt) -> &mut Option<E> {
    attempt.as_mut().event_mut().downcast_mut().expect("an attempt ends with an event of its pipeline")
}

pin_project! {
    // An attempt, and then its event in the same place.
    #[project = EndingProjected]
    enum Ending<A, E> {
        Running { #[pin] attempt: A },
        Ended { event: Option<E> },
    }
}

impl<A: Future<Output = E> + Send, E: Send + 'static> Ends for Ending<A, E> {
    #[inline]
    fn poll_end(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<()> {
        if let EndingProjected::Running { attempt } = self.as_mut().project() {
            let event = Some(ready!(attempt.poll(cx)));
            self.set(Ending::Ended { event });
        }
        Poll::Ready(())
    }

    fn event(&self) -> &dyn Any {
        match self {
            Ending::Ended { event } => event,
            Ending::Running { .. } => &(),
        }
    }

    fn event_mut(self: Pin<&mut Self>) -> &mut dyn Any {
        match self.project() {
            EndingProjected::Ended { event } => event,
            EndingProjected::Running { .. } => unfinished(),
        }
    }
}

#[cold]
fn unfinished() -> ! {
    unreachable!("the event of an attempt is taken when it has ended")
}

/// A boxed future that may move between threads.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;
