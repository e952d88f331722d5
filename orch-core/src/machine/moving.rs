//! A state and an event as what they are, where the machine knows them without their types.

use super::view::Moving;
use crate::engine::Done;
use crate::pipeline::Transition;
use crate::{At, CodecError, FrameState, Pipeline, Recorded};

/// The good end of a stage, where it lies until it is taken: an event, or a value without one.
pub trait GoodEnd<P: Pipeline> {
    /// Puts its value into the slot of this node, in the frame that `at` leads to.
    fn store(&mut self, state: &mut P::State, key: (&At, u16));

    /// Lets `moves` apply it as the machine without types sees it: it is of this frame and node.
    #[doc(hidden)]
    fn apply<R>(&mut self, state: &mut P::State, key: (&At, u16), moves: impl FnOnce(&mut dyn Moving) -> R) -> R;
}

impl<P: Pipeline> GoodEnd<P> for Option<P::Event> {
    #[inline]
    fn store(&mut self, state: &mut P::State, key: (&At, u16)) {
        debug_assert!(is_good_end_of::<P>(self, key));
        if let Some(event) = self.take() {
            P::store(state, event);
        }
    }

    #[inline]
    fn apply<R>(&mut self, state: &mut P::State, key: (&At, u16), moves: impl FnOnce(&mut dyn Moving) -> R) -> R {
        debug_assert!(is_good_end_of::<P>(self, key));
        moves(&mut MovingOf::<P> { state, event: self })
    }
}

/// Whether an event that was said to be a good end of this node is one. Without any nothing happens, which is another bug.
fn is_good_end_of<P: Pipeline>(end: &Option<P::Event>, (at, node): (&At, u16)) -> bool {
    end.as_ref().map(P::transition) == Some((at, Some(node), Transition::Succeeded))
}

impl<P: Pipeline> GoodEnd<P> for Done<P::Event> {
    #[inline]
    fn store(&mut self, state: &mut P::State, (at, _): (&At, u16)) {
        self.land(state, at);
    }

    #[inline]
    fn apply<R>(
        &mut self,
        state: &mut P::State,
        (at, node): (&At, u16),
        moves: impl FnOnce(&mut dyn Moving) -> R,
    ) -> R {
        moves(&mut Landing::<P> { state, at, node, end: self })
    }
}

/// The same of the good end of an attempt that was made on the spot.
struct Landing<'a, P: Pipeline> {
    state: &'a mut P::State,
    at: &'a At,
    node: u16,
    end: &'a mut Done<P::Event>,
}

impl<P: Pipeline> Moving for Landing<'_, P> {
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
        (self.at, Some(self.node), Transition::Succeeded)
    }

    #[inline]
    fn encode(&self) -> Result<Recorded, CodecError> {
        if const { P::COMPENSATES } {
            let event = self.end.peek(self.at).expect("an end is stored once, and last");
            return P::encode(&event);
        }
        unreachable!("nothing is kept to be undone")
    }

    #[inline]
    fn store(&mut self) {
        self.end.land(self.state, self.at);
    }
}

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
