//! A state and an event as what they are, where the machine knows them without their types.

use super::view::Moving;
use crate::pipeline::Transition;
use crate::{At, CodecError, FrameState, Pipeline, Recorded};

/// The typed side of one application of an event.
pub(super) struct MovingOf<'a, P: Pipeline> {
    pub(super) state: &'a mut P::State,
    pub(super) event: &'a mut Option<P::Event>,
}

impl<P: Pipeline> MovingOf<'_, P> {
    #[inline]
    fn event(&self) -> &P::Event {
        self.event.as_ref().expect("an event is stored once, and last")
    }
}

impl<P: Pipeline> Moving for MovingOf<'_, P> {
    #[inline]
    fn root(&self) -> &dyn FrameState {
        self.state
    }

    #[inline]
    fn root_mut(&mut self) -> &mut dyn FrameState {
        self.state
    }

    #[inline]
    fn transition(&self) -> (&At, Option<u16>, Transition<'_>) {
        P::transition(self.event())
    }

    #[inline]
    fn encode(&self) -> Result<Recorded, CodecError> {
        if const { P::COMPENSATES } { P::encode(self.event()) } else { unreachable!("nothing is kept to be undone") }
    }

    #[inline]
    fn store(&mut self) {
        if let Some(event) = self.event.take() {
            P::store(self.state, event);
        }
    }
}
