//! A signal on its way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::SignalError;
use crate::engine::BoxFuture;

/// A signal that was sent. It is under way from the moment of the call, whether or not this is awaited; awaiting tells
/// whether it was taken: in memory at once, by a run that is kept in a store when it is on disk. Who answers somebody else
/// for the signal awaits it first.
///
/// Dropping it does not take the signal back.
#[must_use = "the signal is sent, but only awaiting tells whether it was taken"]
pub struct Sending(State);

enum State {
    /// Known, until it was told.
    Ready(Option<Result<(), SignalError>>),
    /// Known when this ends.
    When(BoxFuture<Result<(), SignalError>>),
}

impl Sending {
    /// What is known already.
    pub const fn ready(result: Result<(), SignalError>) -> Sending {
        Sending(State::Ready(Some(result)))
    }

    /// What is known when `told` ends. The signal must be under way without it: `told` may never be polled.
    pub fn when(told: BoxFuture<Result<(), SignalError>>) -> Sending {
        Sending(State::When(told))
    }
}

impl Future for Sending {
    type Output = Result<(), SignalError>;

    /// # Panics
    /// If it is polled again after it ended.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(result) => Poll::Ready(result.take().expect("a `Sending` ends once")),
            State::When(told) => told.as_mut().poll(cx),
        }
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Ready(result) => f.debug_tuple("Sending").field(result).finish(),
            State::When(_) => f.debug_tuple("Sending").finish_non_exhaustive(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures_util::FutureExt;

    use super::*;
    use crate::SignalPort;

    const fn is_a_future<T: Future<Output = Result<(), SignalError>> + Send + Unpin + 'static>() {}
    const _: () = is_a_future::<Sending>();

    #[test]
    fn what_is_known_is_told_at_once() {
        assert_eq!(Sending::ready(Ok(())).now_or_never(), Some(Ok(())));
        let gone = Err(SignalError::Ended("go"));
        assert_eq!(Sending::ready(gone.clone()).now_or_never(), Some(gone));
    }

    #[test]
    fn what_is_not_known_is_waited_for() {
        let written = Arc::new(AtomicU32::new(0));
        let disk = Arc::clone(&written);
        let full = SignalError::Store("the disk is full".into());
        let told = Err(full.clone());
        let mut sending = Sending::when(Box::pin(std::future::poll_fn(move |_| match disk.load(Ordering::Relaxed) {
            0 => Poll::Pending,
            _ => Poll::Ready(told.clone()),
        })));
        assert_eq!((&mut sending).now_or_never(), None);
        written.store(1, Ordering::Relaxed);
        assert_eq!(sending.now_or_never(), Some(Err(full)));
    }

    #[test]
    fn a_signal_is_under_way_without_being_awaited() {
        let sent = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&sent);
        let port = SignalPort::new(move |_, _, payload| {
            count.fetch_add(1, Ordering::Relaxed);
            Sending::ready(payload.map(drop).map_err(Into::into))
        });
        drop(port.send("go", None, &1));
        assert_eq!(sent.load(Ordering::Relaxed), 1);
        let refused = port.send("go", None, &f64::NAN).now_or_never();
        assert!(matches!(refused, Some(Err(SignalError::Payload(_)))), "{refused:?}");
    }
}
