//! The call of an agent as a stage sees it. [`MayFail`] and [`Succeeds`] name the stage's arguments in
//! their types: where one of these was refused, rustc has nothing to say of the call.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::failure::FailureKind;
use crate::{Apart, Failure, Fault, NoError};

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
