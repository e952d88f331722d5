//! The call that an attempt makes: of a stage, by the types that it gives ([`Calls`]), and without any types ([`Callee`]). What is
//! compiled with every stage is the call itself, and nothing here.

use std::any::Any;
use std::future::Future;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use orch_core::engine::Answers;
use orch_core::{Apart, Failure, Fault, NoError, Outcome};

use crate::engine::guard::calmly;
use crate::engine::place::{Ended, lost_in};

/// What a call returns.
pub(super) type Returned<A> = Result<<A as Answers>::Kept, Fault<<A as Answers>::Error>>;

/// What a call gave, if it ended by itself.
pub(super) type Gave<A> = Option<Result<<A as Answers>::Kept, <A as Answers>::Error>>;

/// How an attempt ended, without what it gave.
pub(crate) type End = Outcome<(), NoError>;

/// How a call ended, without what it gave.
pub(crate) enum Said {
    /// With an output.
    Done,
    /// With an error of its own, which amounts to this.
    Own(Apart<Failure>),
    /// With anything else: see [`Fault::Failure`].
    Fault(Apart<Failure>),
}

/// A call whose attempt is answered by an `A`.
pub(super) trait Calls<A: Answers> {
    /// Goes on with it. It may panic, and is not polled again after its end.
    fn poll(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Returned<A>>;

    /// The call, if it may move and was not polled yet.
    fn take(self: Pin<&mut Self>) -> Option<AnyCalls<A>> {
        None
    }
}

/// A call in a box of its own.
pub(super) type AnyCalls<A> = Pin<Box<dyn Calls<A> + Send>>;

impl<A: Answers, F: Future<Output = Returned<A>>> Calls<A> for F {
    fn poll(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Returned<A>> {
        Future::poll(self, cx)
    }
}

/// A call in a box of its own, which may move to a task of its own.
pub(super) struct MayMove<A: Answers>(Option<AnyCalls<A>>);

impl<A: Answers> MayMove<A> {
    pub(super) fn new(call: AnyCalls<A>) -> MayMove<A> {
        MayMove(Some(call))
    }
}

impl<A: Answers> Calls<A> for MayMove<A> {
    fn poll(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Returned<A>> {
        self.0.as_mut().map_or(Poll::Pending, |call| call.as_mut().poll(cx))
    }

    fn take(mut self: Pin<&mut Self>) -> Option<AnyCalls<A>> {
        self.0.take()
    }
}

/// Goes on with a call. A panic is what it said.
#[inline]
pub(super) fn poll<A: Answers, C: Calls<A> + ?Sized>(
    call: Pin<&mut C>,
    cx: &mut Poller<'_>,
) -> Poll<Result<Returned<A>, Apart<String>>> {
    match calmly(|| call.poll(cx)) {
        Ok(polled) => polled.map(Ok),
        Err(said) => Poll::Ready(Err(said)),
    }
}

/// How a call has ended, a panic by what it said, and what it gave.
pub(super) fn split<A: Answers>(answers: A, ended: Result<Returned<A>, Apart<String>>) -> (Ended<Said>, Gave<A>) {
    match ended {
        Ok(Ok(output)) => (Ok(Said::Done), Some(Ok(output))),
        Ok(Err(Fault::Own(error))) => (Ok(Said::Own(answers.failure_of(&error).apart())), Some(Err(error))),
        Ok(Err(Fault::Failure(failure))) => (Ok(Said::Fault(failure)), None),
        Err(said) => (Err(lost_in(said)), None),
    }
}

/// The end of an attempt with what its call gave.
pub(super) fn with_result<O, E>(end: End, gave: Option<Result<O, E>>) -> Outcome<O, E> {
    match end {
        Outcome::Done(()) => match gave {
            Some(Ok(output)) => Outcome::Done(output),
            _ => unreachable!("what is done has given something"),
        },
        Outcome::Again(again) => Outcome::Again(again),
        Outcome::Failed { failure, unknown, .. } => {
            Outcome::Failed { failure, unknown, error: gave.and_then(Result::err) }
        }
    }
}

/// A call without its types.
pub(crate) trait Callee {
    /// Goes on with it. A panic ends it with what it said. It is not polled again after its end.
    fn poll(&mut self, cx: &mut Poller<'_>) -> Poll<Ended<Said>>;

    /// The call by itself, if it may move and was not polled yet.
    fn detach(&mut self) -> Option<Box<dyn Callee + Send>>;

    /// What it gave: a [`Gave`].
    fn gave(&mut self) -> &mut dyn Any;

    /// It was made elsewhere, and has ended there with what it gave.
    fn take_result(&mut self, elsewhere: &mut dyn Callee);
}

/// A call of which only the ends are told.
pub(super) struct Typed<A: Answers, C> {
    pub(super) call: Pin<C>,
    pub(super) answers: A,
    pub(super) gave: Gave<A>,
}

impl<A, C> Callee for Typed<A, C>
where
    A: Answers,
    C: DerefMut<Target: Calls<A>>,
{
    fn poll(&mut self, cx: &mut Poller<'_>) -> Poll<Ended<Said>> {
        let ended = ready!(poll(self.call.as_mut(), cx));
        let (said, gave) = split(self.answers, ended);
        self.gave = gave;
        Poll::Ready(said)
    }

    fn detach(&mut self) -> Option<Box<dyn Callee + Send>> {
        let call = self.call.as_mut().take()?;
        Some(Box::new(Typed { call, answers: self.answers, gave: None }))
    }

    fn gave(&mut self) -> &mut dyn Any {
        &mut self.gave
    }

    fn take_result(&mut self, elsewhere: &mut dyn Callee) {
        self.gave = elsewhere.gave().downcast_mut::<Gave<A>>().and_then(Option::take);
    }
}
