//! What generated code calls: text that would otherwise be printed once a stage. Not for users; it may change at any time.

mod answering;
mod calling;
mod checked;
mod computing;
mod editor;
mod glue;
mod inputs;
mod keeping;
mod lists;
mod saving;
mod undoing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use orch_blueprint::Blueprint;
use serde_json::Value;

use crate::failure::FailureKind;
use crate::machine::keys_on_the_way;
use crate::{Apart, At, CodecError, Failure, FrameState, Pipeline, Progress, Recorded, Stage, Transition, codec, path};

pub use answering::*;
pub use calling::*;
pub use checked::*;
pub use computing::*;
pub use editor::*;
pub use glue::*;
pub use inputs::*;
pub use keeping::*;
pub use lists::*;
pub use saving::*;
pub use undoing::*;

/// What a stage gives.
pub type OutputOf<S> = <S as Stage>::Output;

/// What a stage needs from the application.
pub type ResourcesOf<S> = <S as Stage>::Resources;

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
) -> Result<T, Apart<Failure>> {
    let failure = match catch_unwind(AssertUnwindSafe(|| code().map_err(Failure::apart))) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(failure)) => failure,
        Err(panic) => panicked(panic).apart(),
    };
    Err(placed(failure, blueprint, state, at, node))
}

/// The failure that a panic of user code amounts to.
#[cold]
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send>) -> Failure {
    Failure::new(FailureKind::Panicked, format!("panicked: {}", panic_message(&*panic)))
}

/// The failure of a node, unless it says itself of which.
#[cold]
fn placed(
    mut failure: Apart<Failure>,
    blueprint: &'static Blueprint,
    state: &dyn FrameState,
    at: &At,
    node: u16,
) -> Apart<Failure> {
    if failure.stage.is_empty() {
        failure.stage = path::render(blueprint, at, &keys_on_the_way(state, at), node);
    }
    failure
}

/// What a panic said.
pub fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}

/// The failure of the member that decides, which is the first of these that has one: members of a race come in the order of
/// the text, and those of a chain the other way round.
pub fn member_failure(progress: &Progress, members: &[u16]) -> Apart<Failure> {
    let failure = members.iter().find_map(|member| progress.failure(*member)).cloned();
    Apart::new(failure.unwrap_or_else(|| Failure::new(FailureKind::Cancelled, "nobody was left to succeed")))
}

/// The failure of a signal that did not come in time.
pub fn signal_expired(blueprint: &'static Blueprint, state: &dyn FrameState, at: &At, node: u16) -> Apart<Failure> {
    let path = path::render(blueprint, at, &keys_on_the_way(state, at), node);
    Apart::new(Failure::new(FailureKind::TimedOut, "the signal did not come in time").at(path))
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
pub fn signal_payload<T: serde::de::DeserializeOwned>(payload: &Value) -> Result<T, Apart<Failure>> {
    codec::decode(payload).map_err(|error| Apart::new(Failure::new(FailureKind::Error, error.to_string())))
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
    let recorded = codec::shown(|| P::encode(event));
    shown_event(P::blueprint(), P::transition(event), recorded, f)
}

fn shown_event(
    blueprint: &'static Blueprint,
    (at, node, transition): (&At, Option<u16>, Transition<'_>),
    recorded: Result<Recorded, CodecError>,
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    let path = node.map_or_else(|| blueprint.name.to_owned(), |node| path::render(blueprint, at, &[], node));
    let mut out = f.debug_struct(&path);
    match recorded {
        Ok(recorded) => out.field("what", &recorded.what),
        Err(_) => out.field("what", &transition),
    };
    out.finish()
}
