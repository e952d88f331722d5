//! What the flow keeps of an attempt's end, by what it looks at.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::{Again, Apart, Failed, Fault, NoValue, NodeEvent, OrFault, Outcome};

/// An event, or a failed attempt that will be repeated.
pub type Kept<T, F> = Result<NodeEvent<T, F>, Apart<Again>>;

/// A way of keeping the end of an attempt that gives an `O` and fails with an `E`.
pub trait Keeps<O, E>: Copy + Send + Sync + 'static {
    /// What its slot holds.
    type Value: Send + Sync + 'static;
    /// What is kept of an error beside it.
    type Lost: 'static;

    /// Keeps an output.
    fn done(output: O) -> Arc<Self::Value>;

    /// Keeps the end of an attempt whose output is kept already.
    fn keep(outcome: Outcome<Arc<Self::Value>, E>) -> Kept<Self::Value, Self::Lost>;
}

pin_project! {
    /// A call whose output is kept as soon as it is there: moved about as it is, it would be copied at each step.
    pub struct Keeping<F, K, O, E> {
        #[pin]
        call: F,
        keeps: PhantomData<fn() -> (K, O, E)>,
    }
}

impl<O, E, K: Keeps<O, E>, F: Future<Output: OrFault<O, E>>> Keeping<F, K, O, E> {
    /// Of this call.
    #[inline]
    pub fn new(call: F) -> Self {
        Keeping { call, keeps: PhantomData }
    }
}

impl<O, E, K: Keeps<O, E>, F: Future<Output: OrFault<O, E>>> Future for Keeping<F, K, O, E> {
    type Output = Result<Arc<K::Value>, Fault<E>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project().call.poll(cx) {
            Poll::Ready(end) => Poll::Ready(end.or_fault().map(K::done)),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// Of an attempt whose failure ends the flow or goes to a fallback.
#[derive(Clone, Copy)]
pub struct KeepOutput;

impl<O: Send + Sync + 'static, E> Keeps<O, E> for KeepOutput {
    type Value = O;
    type Lost = NoValue;

    #[inline]
    fn done(output: O) -> Arc<O> {
        Arc::new(output)
    }

    fn keep(outcome: Outcome<Arc<O>, E>) -> Kept<O, NoValue> {
        match outcome {
            Outcome::Done(output) => Ok(NodeEvent::Succeeded(output)),
            Outcome::Again(again) => Err(again),
            Outcome::Failed { failure, unknown, .. } => Ok(NodeEvent::failed(failure, unknown, None, None)),
        }
    }
}

/// Of an attempt whose `Result` the flow looks at.
#[derive(Clone, Copy)]
pub struct KeepResult;

impl<O: Send + Sync + 'static, E: Send + Sync + 'static> Keeps<O, E> for KeepResult {
    type Value = Result<O, Failed<E>>;
    type Lost = NoValue;

    #[inline]
    fn done(output: O) -> Arc<Self::Value> {
        Arc::new(Ok(output))
    }

    fn keep(outcome: Outcome<Arc<Self::Value>, E>) -> Kept<Self::Value, NoValue> {
        match outcome {
            Outcome::Done(output) => Ok(NodeEvent::Succeeded(output)),
            Outcome::Again(again) => Err(again),
            Outcome::Failed { failure, unknown, error } => {
                let value = Some(Arc::new(Err(Failed { failure: (*failure).clone(), error })));
                Ok(NodeEvent::failed(failure, unknown, value, None))
            }
        }
    }
}

/// Of an attempt whose typed error the fallback looks at.
#[derive(Clone, Copy)]
pub struct KeepError;

impl<O: Send + Sync + 'static, E: 'static> Keeps<O, E> for KeepError {
    type Value = O;
    type Lost = Failed<E>;

    #[inline]
    fn done(output: O) -> Arc<O> {
        Arc::new(output)
    }

    fn keep(outcome: Outcome<Arc<O>, E>) -> Kept<O, Failed<E>> {
        match outcome {
            Outcome::Done(output) => Ok(NodeEvent::Succeeded(output)),
            Outcome::Again(again) => Err(again),
            Outcome::Failed { failure, unknown, error } => {
                let error = Some(Arc::new(Failed { failure: (*failure).clone(), error }));
                Ok(NodeEvent::failed(failure, unknown, None, error))
            }
        }
    }
}
