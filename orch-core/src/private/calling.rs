//! The call of an agent as a stage sees it.
//!
//! That it may go from thread to thread is asked of the agent's own future, and known of the whole: so rustc speaks of the user's
//! function, and not of what is here. It is not asked where an input was refused, `C` being what checked them: then rustc has
//! told why already.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::Give;
use crate::failure::FailureKind;
use crate::{Apart, Failure, NoError};

/// The call of an agent that cannot fail by itself.
#[inline]
pub fn runs_on_any_thread<F, C>(call: F) -> impl Future<Output = Result<F::Output, NoError>> + Send
where
    F: Future,
    C: Give<F, Type = F>,
    <C as Give<F>>::Type: Send,
{
    Succeeds { call }
}

/// The call of an agent that may fail: its error is the stage's own.
#[inline]
pub fn runs_on_any_thread_or_fails<F, C, O, E>(call: F) -> impl Future<Output = Result<O, E>> + Send
where
    F: Future<Output = Result<O, E>>,
    C: Give<F, Type = F>,
    <C as Give<F>>::Type: Send,
{
    call
}

pin_project! {
    struct Succeeds<F> {
        #[pin]
        call: F,
    }
}

impl<F: Future> Future for Succeeds<F> {
    type Output = Result<F::Output, NoError>;

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
