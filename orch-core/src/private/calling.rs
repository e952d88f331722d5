//! The call of an agent as a stage sees it. [`MayFail`] and [`Succeeds`] name the stage's arguments in
//! their types: where one of these was refused, rustc has nothing to say of the call.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::engine::{Holding, Slots, lend};
use crate::failure::FailureKind;
use crate::{Apart, Call, Failure, Fault, NoError};

/// Stands in the place of an attempt in what an editor is given, which knows less of types than rustc and would complain. It never runs.
pub fn seen_by_an_editor<E>(_: impl Future) -> Call<E> {
    unreachable!("editors do not run flows")
}

/// What a call would hold there.
pub fn held_in_an_editor<'s, L: Slots<'s>, N, E>(_: &E, slots: L, needs: &'s N) -> Holding<'s, L::Values, N, E> {
    lend(slots, needs)
}

pin_project! {
    /// The call of an agent that may fail: its error is the stage's own.
    pub struct MayFail<F, A> {
        #[pin]
        call: F,
        arguments: PhantomData<fn(A)>,
    }
}

impl<F, A> MayFail<F, A> {
    /// This call.
    #[inline]
    pub fn new(call: F) -> MayFail<F, A> {
        MayFail { call, arguments: PhantomData }
    }
}

impl<F: Future<Output = Result<O, E>>, A, O, E> Future for MayFail<F, A> {
    type Output = Result<O, Fault<E>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().call.poll(cx).map_err(Fault::Own)
    }
}

pin_project! {
    /// The call of an agent that cannot fail by itself.
    pub struct Succeeds<F, A> {
        #[pin]
        call: F,
        arguments: PhantomData<fn(A)>,
    }
}

impl<F, A> Succeeds<F, A> {
    /// This call.
    #[inline]
    pub fn new(call: F) -> Succeeds<F, A> {
        Succeeds { call, arguments: PhantomData }
    }
}

impl<F: Future<Output = O>, A, O> Future for Succeeds<F, A> {
    type Output = Result<O, Fault<NoError>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().call.poll(cx).map(Ok)
    }
}

/// An engine that wants only the arguments of a stage has taken them.
#[cold]
pub(crate) fn not_called() -> Apart<Failure> {
    Apart::new(Failure::new(FailureKind::Cancelled, "only the arguments were asked for"))
}
