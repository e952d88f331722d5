//! The call that an attempt makes, with and without its types. What is compiled with every stage is here; whatever surrounds a
//! call knows it as a [`Callee`].

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use orch_core::{Context, Failure, Fault, NoError, Outcome, Stage};
use pin_project_lite::pin_project;

use super::Embedded;
use crate::engine::guard::calmly;
use crate::engine::place::{Ended, lost_in};

/// What a callee returns.
pub(super) type Returned<S> = Result<<S as Stage>::Output, Fault<<S as Stage>::Error>>;

/// How an attempt ended, without what it gave.
pub(crate) type End = Outcome<(), NoError>;

/// How a call ended. What it gave stays in it: [`Callee::result`].
pub(crate) enum Said {
    /// With an output.
    Done,
    /// With an error of its own, which amounts to this.
    Own(Failure),
    /// With anything else: see [`Fault::Failure`].
    Fault(Box<Failure>),
}

/// What a call is given when it is made.
pub(crate) type Given = (Context, Embedded);

/// A call without its types.
pub(crate) trait Callee: Send {
    /// Goes on with it; makes it first, if that was not done. A panic ends it with what it said. It is not polled again after its
    /// end.
    fn poll(self: Pin<&mut Self>, given: &mut Option<Given>, cx: &mut Poller<'_>) -> Poll<Ended<Said>>;

    /// The call, not made yet, in a box of its own.
    fn detach(self: Pin<&mut Self>) -> Option<Pin<Box<dyn Callee>>>;

    /// Drops what is under way.
    fn give_up(self: Pin<&mut Self>);

    /// What it gave, if it has ended by itself: an `Option` of a `Result` of its output and its own error.
    fn result(self: Pin<&mut Self>) -> Option<&mut dyn Any>;

    /// It was made elsewhere, and has ended there: this is what it gave.
    fn take_result(self: Pin<&mut Self>, elsewhere: Pin<&mut dyn Callee>);
}

pin_project! {
    /// How far a call has come.
    #[project = Now]
    pub(super) enum Calling<S: Stage, M, F> {
        // Not made yet.
        Not { make: Option<M> },
        // Under way.
        Here { #[pin] call: F },
        // It has ended, with this.
        Ended { result: Option<Result<S::Output, S::Error>> },
    }
}

impl<S, M, F> Calling<S, M, F>
where
    S: Stage,
    F: Future<Output = Returned<S>>,
{
    /// Goes on with a call that is under way. A panic is what it said.
    #[inline]
    pub(super) fn poll_here(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Result<Returned<S>, String>> {
        let Now::Here { call } = self.project() else { return Poll::Pending };
        match calmly(|| call.poll(cx)) {
            Ok(polled) => polled.map(Ok),
            Err(said) => Poll::Ready(Err(said)),
        }
    }

    /// It has ended like this: what it gave is kept.
    pub(super) fn keep(mut self: Pin<&mut Self>, ended: Result<Returned<S>, String>) -> Ended<Said> {
        let (said, result) = split::<S>(ended);
        self.set(Calling::Ended { result });
        said
    }
}

/// What a call gave, if it ended by itself.
type Gave<S> = Option<Result<<S as Stage>::Output, <S as Stage>::Error>>;

/// How a call has ended, a panic by what it said, and what it gave.
pub(super) fn split<S: Stage>(ended: Result<Returned<S>, String>) -> (Ended<Said>, Gave<S>) {
    match ended {
        Ok(Ok(output)) => (Ok(Said::Done), Some(Ok(output))),
        Ok(Err(Fault::Own(error))) => (Ok(Said::Own(S::failure_of(&error))), Some(Err(error))),
        Ok(Err(Fault::Failure(failure))) => (Ok(Said::Fault(failure)), None),
        Err(said) => (Err(lost_in(&said)), None),
    }
}

impl<S, M, F> Callee for Calling<S, M, F>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
{
    fn poll(mut self: Pin<&mut Self>, given: &mut Option<Given>, cx: &mut Poller<'_>) -> Poll<Ended<Said>> {
        if let Now::Not { make } = self.as_mut().project()
            && let (Some(make), Some((context, engine))) = (make.take(), given.take())
        {
            match calmly(|| make(context, engine)) {
                Ok(call) => self.set(Calling::Here { call }),
                Err(said) => return Poll::Ready(self.keep(Err(said))),
            }
        }
        let ended = ready!(self.as_mut().poll_here(cx));
        Poll::Ready(self.keep(ended))
    }

    fn detach(self: Pin<&mut Self>) -> Option<Pin<Box<dyn Callee>>> {
        let Now::Not { make } = self.project() else { return None };
        Some(Box::pin(Calling::<S, M, F>::Not { make: make.take() }))
    }

    fn give_up(mut self: Pin<&mut Self>) {
        self.set(Calling::Ended { result: None });
    }

    fn result(self: Pin<&mut Self>) -> Option<&mut dyn Any> {
        match self.project() {
            Now::Ended { result } => Some(result),
            Now::Not { .. } | Now::Here { .. } => None,
        }
    }

    fn take_result(mut self: Pin<&mut Self>, elsewhere: Pin<&mut dyn Callee>) {
        let result = elsewhere.result().and_then(|result| result.downcast_mut::<Option<_>>()).and_then(Option::take);
        self.set(Calling::Ended { result });
    }
}

/// The end of an attempt with what its call gave.
pub(super) fn with_result<O: 'static, E: 'static>(end: End, result: Option<&mut dyn Any>) -> Outcome<O, E> {
    let take = || result?.downcast_mut::<Option<Result<O, E>>>()?.take();
    match end {
        Outcome::Done(()) => match take() {
            Some(Ok(output)) => Outcome::Done(output),
            _ => unreachable!("what is done has given something"),
        },
        Outcome::Again(again) => Outcome::Again(again),
        Outcome::Failed { failure, unknown, .. } => {
            Outcome::Failed { failure, unknown, error: take().and_then(Result::err) }
        }
    }
}
