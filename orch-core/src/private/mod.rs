//! What generated code calls: text that would otherwise be printed once a stage. Not for users; it may change at any time.

mod checked;
mod computing;
mod glue;
mod inputs;
mod lists;
mod saving;
mod undoing;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use orch_blueprint::Blueprint;
use serde_json::Value;

use crate::engine::{Asked, More};
use crate::failure::FailureKind;
use crate::machine::{is_keyed, keys_on_the_way};
use crate::{
    Ask, At, Call, Context, Engine, Failed, Failure, Fault, FrameState, Mark, NodeEvent, Outcome, Pipeline, Plan,
    Progress, Site, Stage, codec, path,
};

pub use checked::*;
pub use computing::*;
pub use glue::*;
pub use inputs::*;
pub use lists::*;
pub use saving::*;
pub use undoing::*;

/// The clone of a place that is handed over by value.
pub fn clone_place<T>(place: &T) -> <T as Itself>::Me
where
    ByValue: HandOver<T>,
{
    ByValue::hand_over(place).itself()
}

/// Every type. A result of type `T::Me` hides from the compiler that an argument's type could be guessed from what is
/// expected: so a mismatch is told of the whole place, and not of what the place is made of.
pub trait Itself {
    /// The same type.
    type Me;
    /// The same value.
    fn itself(self) -> Self::Me;
}

impl<T> Itself for T {
    type Me = T;
    fn itself(self) -> T {
        self
    }
}

/// The way in which a place is handed over that is written without `&`.
pub struct ByValue;

/// A `T` can be handed over in this way: the stage that made it keeps its own.
#[diagnostic::on_unimplemented(
    message = "`{T}` is handed over by value here, and it cannot be cloned",
    label = "handed over by value",
    note = "add `#[derive(Clone)]` to `{T}`: the run keeps its own copy, so that it can be resumed",
    note = "or lend it (`&…`) to an agent that takes a `&{T}`",
    note = "[orch::E18] docs/codes/E18.md"
)]
pub trait HandOver<T> {
    /// Clones it.
    fn hand_over(place: &T) -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> HandOver<T> for ByValue {
    fn hand_over(place: &T) -> T {
        place.clone()
    }
}

/// Runs plain Rust of a flow: an error or a panic becomes a failure of the node.
#[inline]
pub fn evaluate<T>(
    blueprint: &'static Blueprint,
    state: &dyn FrameState,
    at: &At,
    node: u16,
    code: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Box<Failure>> {
    let failure = match catch_unwind(AssertUnwindSafe(code)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(failure)) => failure,
        Err(panic) => panicked(&*panic),
    };
    let failure = match failure.stage.is_empty() {
        true => failure.at(path::render(blueprint, at, &keys_on_the_way(state, at), node)),
        false => failure,
    };
    Err(Box::new(failure))
}

/// The failure that a panic of user code amounts to.
#[cold]
fn panicked(panic: &(dyn std::any::Any + Send)) -> Failure {
    Failure::new(FailureKind::Panicked, format!("panicked: {}", panic_message(panic)))
}

/// What a panic said.
pub fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}

/// Which attempt an [`Ask`] is for.
pub(crate) fn site(
    plan: &'static Plan,
    state: &dyn FrameState,
    at: &At,
    node: u16,
    ask: &Ask,
    delay: Option<Duration>,
) -> Site {
    let (attempt, more) = more(state, at, ask, delay);
    let direct = is_direct(plan, node, ask, delay);
    Site { blueprint: plan.blueprint(), node, at: at.clone(), attempt, direct, undo: None, more }
}

/// See [`Site::direct`].
#[inline]
fn is_direct(plan: &Plan, node: u16, ask: &Ask, delay: Option<Duration>) -> bool {
    let direct = match ask {
        Ask::AtOnce => true,
        Ask::Attempt { attempt: 1, retried: None } => plan.is_direct(node),
        _ => false,
    };
    direct && delay.is_none()
}

#[inline]
fn is_at_once(ask: &Ask) -> bool {
    matches!(ask, Ask::AtOnce)
}

/// Which attempt it is, and what else there is to say of it.
fn more(state: &dyn FrameState, at: &At, ask: &Ask, delay: Option<Duration>) -> (u32, Option<Box<More>>) {
    let (attempt, retried, interrupted) = match ask {
        Ask::Attempt { attempt, retried } => (*attempt, retried.as_deref().copied(), false),
        Ask::Interrupted { attempt } => (*attempt, None, true),
        _ => (1, None, false),
    };
    let keyed = !at.is_root() && is_keyed(state, at);
    if !keyed && retried.is_none() && delay.is_none() && !interrupted {
        return (attempt, None);
    }
    let keys = if keyed { keys_on_the_way(state, at) } else { Vec::new() };
    (attempt, Some(Box::new(More { keys, retried, delay, interrupted, formerly: false })))
}

/// The end of an attempt whose failure ends the flow or goes to a fallback: `Ok` is an event, `Err` a retry.
#[inline]
pub fn keep_output<O, E, F>(outcome: Outcome<O, E>) -> Kept<O, F> {
    match outcome {
        Outcome::Done(output) => Ok(NodeEvent::Succeeded(Arc::new(output))),
        Outcome::Again(again) => Err(again),
        Outcome::Failed { failure, unknown, .. } => Ok(NodeEvent::failed(failure, unknown, None, None)),
    }
}

/// The end of an attempt whose `Result` the flow looks at.
pub fn keep_result<O, E, F>(outcome: Outcome<O, E>) -> Kept<Result<O, Failed<E>>, F> {
    match outcome {
        Outcome::Done(output) => Ok(NodeEvent::Succeeded(Arc::new(Ok(output)))),
        Outcome::Again(again) => Err(again),
        Outcome::Failed { failure, unknown, error } => {
            let value = Some(Arc::new(Err(Failed { failure: (*failure).clone(), error })));
            Ok(NodeEvent::failed(failure, unknown, value, None))
        }
    }
}

/// The end of an attempt whose typed error the fallback looks at.
pub fn keep_error<O, E>(outcome: Outcome<O, E>) -> Kept<O, Failed<E>> {
    match outcome {
        Outcome::Done(output) => Ok(NodeEvent::Succeeded(Arc::new(output))),
        Outcome::Again(again) => Err(again),
        Outcome::Failed { failure, unknown, error } => {
            let error = Some(Arc::new(Failed { failure: (*failure).clone(), error }));
            Ok(NodeEvent::failed(failure, unknown, None, error))
        }
    }
}

/// The attempt that an [`Ask`] is for, for pipelines that are written by hand.
pub fn asked<P: Pipeline, T>(
    (state, at, node, ask): (&P::State, &At, u16, &Ask),
    delay: Option<Duration>,
    then: impl FnOnce(Asked<'_>) -> T,
) -> T {
    let site = || site(P::plan(), state, at, node, ask, delay);
    then(Asked { at, direct: is_direct(P::plan(), node, ask, delay), at_once: is_at_once(ask), site: &site })
}

/// One attempt at a stage, whose end becomes an event: `keep` says what the flow keeps of it, `event` is the variant.
#[inline]
pub fn attempt<P, E, S, M, F, T, X>(
    (engine, resources): (&E, &S::Resources),
    (state, at, node, ask): (&P::State, &At, u16, &Ask),
    delay: Option<Duration>,
    keep: impl FnOnce(Outcome<S::Output, S::Error>) -> Kept<T, X> + Send + 'static,
    event: impl FnOnce(At, NodeEvent<T, X>) -> P::Event + Send + 'static,
    make: M,
) -> Call<P::Event>
where
    P: Pipeline,
    E: Engine,
    S: Stage,
    M: FnOnce(Context, E, S::Resources) -> F + Send + 'static,
    F: Future<Output = Result<S::Output, Fault<S::Error>>> + Send + 'static,
    T: 'static,
    X: 'static,
{
    let (plan, resources) = (P::plan(), resources.clone());
    let site = || site(plan, state, at, node, ask, delay);
    let asked = Asked { at, direct: is_direct(plan, node, ask, delay), at_once: is_at_once(ask), site: &site };
    let end = move |at, outcome| match keep(outcome) {
        Ok(kept) => event(at, kept),
        Err(again) => P::mark(at, node, Mark::Retrying(again)),
    };
    engine.attempt::<S, _, F, _, _>(asked, move |cx, engine| make(cx, engine, resources), end)
}

/// An event, or a failed attempt that will be repeated.
pub type Kept<T, F> = Result<NodeEvent<T, F>, Box<crate::Again>>;

/// The failure of the member that decides, which is the first of these that has one: members of a race come in the order of
/// the text, and those of a chain the other way round.
pub fn member_failure(progress: &Progress, members: &[u16]) -> Box<Failure> {
    let failure = members.iter().find_map(|member| progress.failure(*member)).cloned();
    Box::new(failure.unwrap_or_else(|| Failure::new(FailureKind::Cancelled, "nobody was left to succeed")))
}

/// The failure of a signal that did not come in time.
pub fn signal_expired(blueprint: &'static Blueprint, state: &dyn FrameState, at: &At, node: u16) -> Box<Failure> {
    let path = path::render(blueprint, at, &keys_on_the_way(state, at), node);
    Box::new(Failure::new(FailureKind::TimedOut, "the signal did not come in time").at(path))
}

/// 128 random bits as a version 4 UUID.
pub fn uuid(high: u64, low: u64) -> crate::Uuid {
    crate::Uuid::from_random(high, low)
}

/// 64 random bits as a number from zero up to, and not including, one.
pub fn unit_interval(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// The payload of a signal.
///
/// # Errors
/// If it is not of the type that the flow waits for.
pub fn signal_payload<T: serde::de::DeserializeOwned>(payload: Value) -> Result<T, Box<Failure>> {
    codec::decode(payload).map_err(|error| Box::new(Failure::new(FailureKind::Error, error.to_string())))
}

/// The node is no stage, or its pipeline is `#[ephemeral]`.
pub fn no_arguments(blueprint: &'static Blueprint, at: &At, node: u16) -> Failure {
    let path = path::render(blueprint, at, &[], node);
    Failure::new(FailureKind::Error, "no arguments can be handed out as data here").at(path)
}

/// `Debug` of an event: where it happened, and what. Secrets are masked.
///
/// # Errors
/// As the formatter's.
pub fn debug_event<P: Pipeline>(event: &P::Event, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let (at, node, transition) = P::transition(event);
    let path = node.map_or_else(|| P::blueprint().name.to_owned(), |node| path::render(P::blueprint(), at, &[], node));
    let mut out = f.debug_struct(&path);
    match codec::shown(|| P::encode(event)) {
        Ok(recorded) => out.field("what", &recorded.what),
        Err(_) => out.field("what", &transition),
    };
    out.finish()
}
