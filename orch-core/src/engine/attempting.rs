//! An attempt under way, whose event stays where it was until somebody takes it.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use pin_project_lite::pin_project;

/// An attempt under way. Awaiting it gives its event; a driver that knows no events takes [`any`](Attempting::any) of it.
pub struct Attempting<E> {
    /// The attempt with its type forgotten. It gives an `E`.
    pub any: AnyAttempt,
    event: PhantomData<fn() -> E>,
}

/// An attempt of whatever pipeline.
pub type AnyAttempt = Pin<Box<dyn Ends + Send>>;

/// What ends with an event. The event stays where the attempt was until it is taken, so that it is not boxed a second time.
pub trait Ends {
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
    pub fn of(attempt: impl Ends + Send + 'static) -> Attempting<E> {
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

impl<A: Future<Output = E>, E: 'static> Ends for Ending<A, E> {
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
