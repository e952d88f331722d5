//! A pipeline without its types: what the driver drives. The driver is compiled once, here; what is compiled with every
//! pipeline is [`Typed`], which only finds the pipeline's functions. Those are inline, so that rustc compiles them where the table of a
//! flow is made, and not once more for each part of a crate that names them.

use std::any::Any;
use std::sync::Arc;
use std::task::Context;

use orch_blueprint::Blueprint;
use orch_core::engine::{AnyAttempt, Retried, take_event};
use orch_core::machine::View;
use orch_core::{
    Apart, Ask, At, Call, CodecError, Command, Failure, Illegal, Machine, Mark, Pipeline, Recorded, Transition,
};

use super::along::Along;
use crate::engine::Embedded;

/// An input or an output, its type forgotten.
pub(crate) use orch_core::engine::AnyShare as AnyValue;

/// How a run has ended, its type forgotten. It is handed on from function to function, so it is small.
pub(crate) type AnyOutcome = Result<AnyValue, Apart<Failure>>;

/// Whether it has ended well, without the output.
pub(crate) fn ended_well(outcome: &AnyOutcome) -> Result<(), &Failure> {
    outcome.as_ref().map(drop).map_err(|failure| &**failure)
}

/// The value as what it is.
///
/// # Panics
/// If it is something else: a broken invariant.
pub(crate) fn typed<T: Send + Sync + 'static>(value: AnyValue) -> Arc<T> {
    value.downcast().unwrap_or_else(|_| unreachable!("a run takes and gives what its pipeline says"))
}

/// An event, its type forgotten.
pub(crate) enum AnyEvent {
    /// The event of an attempt that has ended, where it ended.
    Ended(AnyAttempt),
    /// The run begins with this input.
    Started(AnyValue),
    /// An event of plain Rust, or one that was recorded, boxed.
    Own(Box<dyn Any + Send>),
    /// See [`Pipeline::mark`].
    Mark(At, u16, Mark),
    /// See [`Pipeline::stopped`].
    Stopped(Apart<Failure>),
}

/// What a call gives.
pub(crate) enum AnyCall {
    Now(AnyEvent),
    Later(AnyAttempt),
}

/// A machine with what its agents need.
pub(crate) trait Flow: Send {
    fn blueprint(&self) -> &'static Blueprint;

    /// The machine, to be looked at.
    fn view(&self) -> View<'_>;

    /// Moves on by an event.
    fn apply(&mut self, event: AnyEvent, commands: &mut Vec<Command>) -> Result<(), Apart<Illegal>>;

    /// Does what is commanded, as far as it needs nothing but the flow.
    fn go_along(&mut self, along: &mut Along<'_>, cx: &mut Context<'_>) -> Result<(), Apart<Illegal>>;

    /// What an event means.
    fn transition<'a>(&self, event: &'a AnyEvent) -> (&'a At, Option<u16>, Transition<'a>);

    /// An event as journals keep it.
    fn encode(&self, event: &AnyEvent) -> Result<Recorded, CodecError>;

    /// An event from the form in which journals keep it.
    fn decode(&self, recorded: &Recorded) -> Result<AnyEvent, CodecError>;

    /// See [`Pipeline::call`].
    fn call(&self, at: &At, node: u16, ask: &Ask, engine: &Embedded) -> AnyCall;

    /// See [`Pipeline::compensate`].
    fn compensate(&self, key: (&At, u16), attempt: (u32, Option<Box<Retried>>), engine: &Embedded) -> AnyAttempt;

    /// See [`Machine::starting`].
    fn starting(&self, key: (&At, u16), attempt: u32) -> Option<Mark>;

    /// How the run ended, once it has. It gives its output away, so it is asked once.
    fn outcome(&mut self) -> Option<AnyOutcome>;

    /// What the run begins anew with, if it does.
    fn restart(&self) -> Option<AnyValue>;

    /// Nothing has happened.
    fn begin_anew(&mut self);
}

/// A pipeline under way, with its types.
pub(crate) struct Typed<P: Pipeline> {
    pub(super) machine: Machine<P>,
    resources: P::Resources,
    codec: Option<&'static Codec<P>>,
}

/// How events of a pipeline are written and read. Whoever wants that names it, so a program in which nobody does is compiled without.
pub(crate) struct Codec<P: Pipeline> {
    encode: fn(&P::Event) -> Result<Recorded, CodecError>,
    decode: fn(&Recorded) -> Result<P::Event, CodecError>,
}

impl<P: Pipeline> Codec<P> {
    /// That of the pipeline.
    pub(crate) const fn named() -> &'static Codec<P> {
        const { &Codec { encode: P::encode, decode: P::decode } }
    }
}

/// A pipeline where this machine stands.
pub(crate) fn flow<P: Pipeline>(machine: Machine<P>, resources: P::Resources) -> Box<dyn Flow> {
    Box::new(Typed { machine, resources, codec: Some(Codec::named()) })
}

/// A pipeline to which nothing has happened. Without a codec nobody may ask for an event as data: the run is not recorded, and no
/// observer looks on.
pub(crate) fn fresh<P: Pipeline>(resources: P::Resources, codec: Option<&'static Codec<P>>) -> Box<dyn Flow> {
    Box::new(Typed { machine: Machine::new(), resources, codec })
}

impl<P: Pipeline> Typed<P> {
    #[inline]
    pub(super) fn ask(&self, at: &At, node: u16, ask: &Ask, engine: &Embedded) -> Call<P::Event> {
        P::call(self.machine.state(), at, node, ask, engine, &self.resources)
    }

    #[inline]
    fn own(event: AnyEvent) -> P::Event {
        match event {
            AnyEvent::Ended(mut attempt) => take_event(&mut attempt),
            AnyEvent::Started(input) => P::started(typed(input)),
            AnyEvent::Own(event) => *event.downcast().unwrap_or_else(|_| foreign()),
            AnyEvent::Mark(at, node, mark) => P::mark(at, node, mark),
            AnyEvent::Stopped(failure) => P::stopped(failure),
        }
    }

    #[inline]
    fn codec(&self) -> &Codec<P> {
        self.codec.unwrap_or_else(|| unseen())
    }

    #[inline]
    fn lent(event: &AnyEvent) -> &P::Event {
        let own = match event {
            AnyEvent::Ended(attempt) => attempt.event().downcast_ref::<Option<P::Event>>().and_then(Option::as_ref),
            AnyEvent::Own(event) => event.downcast_ref(),
            AnyEvent::Started(_) | AnyEvent::Mark(..) | AnyEvent::Stopped(_) => None,
        };
        own.unwrap_or_else(|| foreign())
    }
}

#[cold]
fn foreign() -> ! {
    unreachable!("an event is handed to the pipeline that gave it")
}

#[cold]
fn unseen() -> ! {
    unreachable!("whoever records a run or looks on has named the codec")
}

impl<P: Pipeline> Flow for Typed<P> {
    #[inline]
    fn blueprint(&self) -> &'static Blueprint {
        P::blueprint()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        self.machine.view()
    }

    #[inline]
    fn apply(&mut self, event: AnyEvent, commands: &mut Vec<Command>) -> Result<(), Apart<Illegal>> {
        if let AnyEvent::Started(input) = event {
            return self.machine.begin(typed(input), commands);
        }
        self.machine.apply(Self::own(event), commands)
    }

    #[inline]
    fn go_along(&mut self, along: &mut Along<'_>, cx: &mut Context<'_>) -> Result<(), Apart<Illegal>> {
        self.along(along, cx)
    }

    #[inline]
    fn transition<'a>(&self, event: &'a AnyEvent) -> (&'a At, Option<u16>, Transition<'a>) {
        match event {
            AnyEvent::Started(_) => (&At::ROOT, None, Transition::RunStarted),
            AnyEvent::Mark(at, node, mark) => (at, Some(*node), Transition::Mark(mark)),
            AnyEvent::Stopped(failure) => (&At::ROOT, None, Transition::RunStopped(failure)),
            _ => P::transition(Self::lent(event)),
        }
    }

    #[inline]
    fn encode(&self, event: &AnyEvent) -> Result<Recorded, CodecError> {
        match event {
            AnyEvent::Started(input) => (self.codec().encode)(&P::started(typed(Arc::clone(input)))),
            AnyEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
            AnyEvent::Stopped(failure) => Ok(Recorded::stopped(failure)),
            _ => (self.codec().encode)(Self::lent(event)),
        }
    }

    #[inline]
    fn decode(&self, recorded: &Recorded) -> Result<AnyEvent, CodecError> {
        (self.codec().decode)(recorded).map(|event| AnyEvent::Own(Box::new(event)))
    }

    #[inline]
    fn call(&self, at: &At, node: u16, ask: &Ask, engine: &Embedded) -> AnyCall {
        match self.ask(at, node, ask, engine) {
            Call::Now(event) => AnyCall::Now(AnyEvent::Own(Box::new(event))),
            Call::Done(done) => AnyCall::Now(AnyEvent::Own(Box::new(done.event(at.clone())))),
            Call::Later(attempt) => AnyCall::Later(attempt.any),
        }
    }

    #[inline]
    fn compensate(&self, key: (&At, u16), attempt: (u32, Option<Box<Retried>>), engine: &Embedded) -> AnyAttempt {
        if const { P::COMPENSATES } {
            return P::compensate(self.machine.state(), key, attempt, engine, &self.resources).any;
        }
        unreachable!("a machine commands to undo what its pipeline says how to undo")
    }

    #[inline]
    fn starting(&self, key: (&At, u16), attempt: u32) -> Option<Mark> {
        self.machine.starting(key, attempt, &self.resources)
    }

    #[inline]
    fn outcome(&mut self) -> Option<AnyOutcome> {
        Some(self.machine.take_outcome()?.map(|output| output as AnyValue))
    }

    #[inline]
    fn restart(&self) -> Option<AnyValue> {
        self.machine.restart().map(|input| input as AnyValue)
    }

    #[inline]
    fn begin_anew(&mut self) {
        self.machine = Machine::new();
    }
}
