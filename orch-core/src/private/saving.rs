//! Saving where the types allow it.
//!
//! A type that cannot be saved is refused once, by [`saved`], on the token that made it. Everything else that generated
//! code does with it must then be silent, so it goes through a wrapper that has two traits with one method: the compiler
//! takes the one that fits ("autoref specialization", David Tolnay's case studies). The other one never runs.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::event::What;
use crate::failure::FailureKind;
use crate::{
    AnySlot, Apart, At, CodecError, Failure, NodeEvent, Placed, Recorded, RunEvent, Saved, Sending, SignalPort, Slot,
    Stage, Visitor, codec,
};

/// The place of the one complaint: a value that must be saved.
pub const fn saved<T: Saved>() {}

/// The place of the one complaint: an error that the flow looks at.
pub const fn saved_error<T: SavedError>() {}

/// An error that can be saved.
#[diagnostic::on_unimplemented(
    message = "the flow looks at this stage's error, so the error is saved, and `{Self}` cannot be",
    label = "fails with `{Self}`, which needs `Serialize` and `Deserialize`",
    note = "add `#[derive(serde::Serialize, serde::Deserialize)]` to `{Self}`, or put a `?` behind the `.await`",
    note = "[orch::E19] docs/codes/E19.md"
)]
pub trait SavedError: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> SavedError for T {}

/// The place of the one complaint: an argument, which must be saved to be handed out as data.
pub const fn saved_argument<T: SavedArgument>() {}

/// An argument that can be saved.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved, so this stage could not be handed out or resumed",
    label = "needs `Serialize` and `Deserialize`",
    note = "add `#[derive(serde::Serialize, serde::Deserialize)]` to `{Self}`",
    note = "or put `#[ephemeral]` on the pipeline: it then runs in memory only, and its values need no serde",
    note = "[orch::E17] docs/codes/E17.md"
)]
pub trait SavedArgument: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> SavedArgument for T {}

/// Never runs: the build has failed.
fn refused() -> ! {
    unreachable!("a pipeline with a value that cannot be saved does not compile")
}

/// A slot that may be of a type that can be saved.
pub struct MaybeSlot<S>(pub S);

/// Can.
pub trait SlotSaves<'a> {
    /// The slot as saving sees it.
    fn any(self) -> &'a dyn AnySlot;
}

/// Cannot.
pub trait SlotRefuses<'a> {
    /// Never runs.
    fn any(self) -> &'a dyn AnySlot;
}

impl<'a, T: Saved> SlotSaves<'a> for MaybeSlot<&'a Slot<T>> {
    fn any(self) -> &'a dyn AnySlot {
        self.0
    }
}

impl<'a, T> SlotRefuses<'a> for &MaybeSlot<&'a Slot<T>> {
    fn any(self) -> &'a dyn AnySlot {
        refused()
    }
}

/// Can.
pub trait SlotLoads<'a> {
    /// The slot as loading sees it.
    fn any_mut(self) -> &'a mut dyn AnySlot;
}

/// Cannot.
pub trait SlotRefusesToLoad<'a> {
    /// Never runs.
    fn any_mut(self) -> &'a mut dyn AnySlot;
}

impl<'a, T: Saved> SlotLoads<'a> for MaybeSlot<&'a mut Slot<T>> {
    fn any_mut(self) -> &'a mut dyn AnySlot {
        self.0
    }
}

impl<'a, T> SlotRefusesToLoad<'a> for &MaybeSlot<&'a mut Slot<T>> {
    fn any_mut(self) -> &'a mut dyn AnySlot {
        refused()
    }
}

/// An event whose values may be of types that can be saved.
pub struct MaybeEvent<'a, E>(pub &'a E);

/// Can.
pub trait EventSaves {
    /// The event as journals keep it.
    fn encode(self, node: u16) -> Result<Recorded, CodecError>;
}

/// Cannot.
pub trait EventRefuses {
    /// Never runs.
    fn encode(self, node: u16) -> Result<Recorded, CodecError>;
}

impl<T: Saved, F: Saved> EventSaves for MaybeEvent<'_, Placed<T, F>> {
    fn encode(self, node: u16) -> Result<Recorded, CodecError> {
        self.0.event.encode(&self.0.at, node)
    }
}

impl<I: Saved> EventSaves for MaybeEvent<'_, RunEvent<I>> {
    fn encode(self, _: u16) -> Result<Recorded, CodecError> {
        self.0.encode()
    }
}

impl<E> EventRefuses for &MaybeEvent<'_, E> {
    fn encode(self, _: u16) -> Result<Recorded, CodecError> {
        refused()
    }
}

/// The type of an event whose values may be of types that can be saved.
pub struct MaybeDecoded<E>(PhantomData<E>);

impl<E> MaybeDecoded<E> {
    /// Of this type.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        MaybeDecoded(PhantomData)
    }
}

/// The type of the event of a stage whose value is its output.
pub const fn decoded<S: Stage>() -> MaybeDecoded<Placed<S::Output>> {
    MaybeDecoded(PhantomData)
}

/// Can.
pub trait EventLoads<E>: Sized {
    /// The event from the form in which journals keep it.
    fn decode(self, at: &At, what: &What) -> Result<E, CodecError>;
}

/// Cannot.
pub trait EventRefusesToLoad<E>: Sized {
    /// Never runs.
    fn decode(self, at: &At, what: &What) -> Result<E, CodecError>;
}

impl<T: Saved, F: Saved> EventLoads<Placed<T, F>> for MaybeDecoded<Placed<T, F>> {
    fn decode(self, at: &At, what: &What) -> Result<Placed<T, F>, CodecError> {
        Ok(Placed::new(at.clone(), NodeEvent::decode(what)?))
    }
}

impl<I: Saved> EventLoads<RunEvent<I>> for MaybeDecoded<RunEvent<I>> {
    fn decode(self, _: &At, what: &What) -> Result<RunEvent<I>, CodecError> {
        RunEvent::decode(what)
    }
}

impl<E> EventRefusesToLoad<E> for &MaybeDecoded<E> {
    fn decode(self, _: &At, _: &What) -> Result<E, CodecError> {
        refused()
    }
}

/// A value that came or goes by a signal, of a type that may be one that can be saved.
pub struct MaybePayload<T>(PhantomData<T>);

impl<T> MaybePayload<T> {
    /// Of this type.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        MaybePayload(PhantomData)
    }
}

/// Can.
pub trait PayloadSaves<T> {
    /// The value of a signal.
    fn decode(self, payload: &Value) -> Result<T, Apart<Failure>>;
    /// Sends it.
    fn send(self, port: &SignalPort, name: &'static str, key: Option<String>, payload: &T) -> Sending;
    /// Shows the signal.
    fn show<V: Visitor>(self, visitor: &mut V, name: &'static str);
}

/// Cannot.
pub trait PayloadRefuses<T> {
    /// Never runs.
    fn decode(self, payload: &Value) -> Result<T, Apart<Failure>>;
    /// Never runs.
    fn send(self, port: &SignalPort, name: &'static str, key: Option<String>, payload: &T) -> Sending;
    /// Never runs.
    fn show<V: Visitor>(self, visitor: &mut V, name: &'static str);
}

impl<T: Saved + Send + Sync + 'static> PayloadSaves<T> for MaybePayload<T> {
    fn decode(self, payload: &Value) -> Result<T, Apart<Failure>> {
        super::signal_payload(payload)
    }
    fn send(self, port: &SignalPort, name: &'static str, key: Option<String>, payload: &T) -> Sending {
        port.send(name, key, payload)
    }
    fn show<V: Visitor>(self, visitor: &mut V, name: &'static str) {
        visitor.signal::<T>(name);
    }
}

impl<T> PayloadRefuses<T> for &MaybePayload<T> {
    fn decode(self, _: &Value) -> Result<T, Apart<Failure>> {
        refused()
    }
    fn send(self, _: &SignalPort, _: &'static str, _: Option<String>, _: &T) -> Sending {
        refused()
    }
    fn show<V: Visitor>(self, _: &mut V, _: &'static str) {
        refused()
    }
}

/// Arguments that may be of types that can be written.
pub struct MaybeArguments<'a, A>(pub &'a A);

/// Can.
pub trait ArgumentsSave {
    /// The arguments as data.
    fn encode(self) -> Result<Value, Failure>;
}

/// Cannot.
pub trait ArgumentsRefuse {
    /// Says so.
    fn encode(self) -> Result<Value, Failure>;
}

impl<A: Serialize> ArgumentsSave for MaybeArguments<'_, A> {
    fn encode(self) -> Result<Value, Failure> {
        codec::encode_lossless(self.0).map_err(|error| Failure::new(FailureKind::Error, error.to_string()))
    }
}

impl<A> ArgumentsRefuse for &MaybeArguments<'_, A> {
    fn encode(self) -> Result<Value, Failure> {
        // Only an `#[ephemeral]` pipeline has such a stage, and nothing of it is ever handed out.
        Err(Failure::new(FailureKind::Error, "the stage's arguments cannot be written"))
    }
}

/// A stage whose inputs and output may be of types that can be saved.
pub struct MaybeStage<S>(PhantomData<S>);

impl<S> MaybeStage<S> {
    /// Of this stage.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        MaybeStage(PhantomData)
    }
}

/// Can.
pub trait StageShows {
    /// Shows it.
    fn show<V: Visitor>(self, visitor: &mut V);
}

/// Cannot.
pub trait StageHides {
    /// Never runs.
    fn show<V: Visitor>(self, visitor: &mut V);
}

impl<S> StageShows for MaybeStage<S>
where
    S: Stage,
    S::Owned: Saved + Clone,
    S::Output: Saved,
{
    fn show<V: Visitor>(self, visitor: &mut V) {
        visitor.stage::<S>();
    }
}

impl<S> StageHides for &MaybeStage<S> {
    fn show<V: Visitor>(self, _: &mut V) {}
}

/// The schema of a slot's type, where it has one.
#[cfg(feature = "schema")]
pub trait SlotHasSchema {
    /// The schema.
    fn schema(self) -> Option<Value>;
}

/// A type without a schema.
#[cfg(feature = "schema")]
pub trait SlotHasNone {
    /// None.
    fn schema(self) -> Option<Value>;
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> SlotHasSchema for MaybeSlot<&Slot<T>> {
    fn schema(self) -> Option<Value> {
        serde_json::to_value(schemars::schema_for!(T)).ok()
    }
}

#[cfg(feature = "schema")]
impl<T> SlotHasNone for &MaybeSlot<&Slot<T>> {
    fn schema(self) -> Option<Value> {
        None
    }
}
