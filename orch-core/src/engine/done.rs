//! The good end of an attempt that was made on the spot: a value on its way to its slot, without the event around it. An event is made of
//! it where somebody looks at events.

use std::any::Any;
use std::sync::Arc;

use crate::At;

/// A value of whatever type, shared.
pub type AnyShare = Arc<dyn Any + Send + Sync>;

/// See the module. `E` are the events of the pipeline.
pub struct Done<E: 'static> {
    value: AnyShare,
    lands: &'static dyn Lands<E>,
}

/// Where the value of a stage goes to.
pub trait Lands<E>: Send + Sync {
    /// To the slot of the stage, in the frame that `at` leads to.
    fn land(&self, value: AnyShare, state: &mut dyn Any, at: &At);

    /// Into an event.
    fn event(&self, value: AnyShare, at: At) -> E;
}

impl<E> Done<E> {
    /// With this value, which goes there.
    #[inline]
    pub fn new(value: AnyShare, lands: &'static dyn Lands<E>) -> Done<E> {
        Done { value, lands }
    }

    /// Puts the value into its slot. The machine must have found that legal.
    ///
    /// # Panics
    /// If the state is of another pipeline, or the frame is not open: a broken invariant of the driver.
    #[inline]
    pub fn land(self, state: &mut dyn Any, at: &At) {
        self.lands.land(self.value, state, at);
    }

    /// The event that it is.
    #[inline]
    pub fn event(self, at: At) -> E {
        self.lands.event(self.value, at)
    }
}
