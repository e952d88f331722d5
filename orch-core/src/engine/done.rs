//! The good end of an attempt that was made on the spot: a value on its way to its slot, without the event around it. An event is made of
//! it where somebody looks at events.

use std::any::Any;
use std::sync::Arc;

use crate::At;

/// A value of whatever type, shared.
pub type AnyShare = Arc<dyn Any + Send + Sync>;

/// See the module. `E` are the events of the pipeline. Its value is taken out of it.
pub struct Done<E: 'static>(Option<Good<E>>);

struct Good<E: 'static> {
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
        Done(Some(Good { value, lands }))
    }

    /// The event that it is, made of a share of its value, if that is still here.
    pub(crate) fn peek(&self, at: &At) -> Option<E> {
        self.0.as_ref().map(|Good { value, lands }| lands.event(Arc::clone(value), at.clone()))
    }

    /// Puts the value into its slot, if it is still here. The machine must have found that legal.
    ///
    /// # Panics
    /// If the state is of another pipeline, or the frame is not open: a broken invariant of the driver.
    #[inline]
    pub fn land(&mut self, state: &mut dyn Any, at: &At) {
        if let Some(Good { value, lands }) = self.0.take() {
            lands.land(value, state, at);
        }
    }

    /// The event that it is.
    ///
    /// # Panics
    /// If its value has gone to its slot.
    pub fn event(self, at: At) -> E {
        let Good { value, lands } = self.0.expect("an end is an event or in its slot");
        lands.event(value, at)
    }
}
