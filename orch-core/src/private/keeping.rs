//! What the flow keeps of an attempt's end, by what it looks at.

use std::sync::Arc;

use crate::{Again, Apart, Failed, NoValue, NodeEvent, Outcome};

/// An event, or a failed attempt that will be repeated.
pub type Kept<T, F> = Result<NodeEvent<T, F>, Apart<Again>>;

/// A way of keeping the end of an attempt that gives an `O` and fails with an `E`.
pub trait Keeps<O, E>: Copy + Send + Sync + 'static {
    /// What its slot holds.
    type Value: 'static;
    /// What is kept of an error beside it.
    type Lost: 'static;

    /// Keeps an output.
    fn done(output: O) -> NodeEvent<Self::Value, Self::Lost>;

    /// Keeps it.
    fn keep(outcome: Outcome<O, E>) -> Kept<Self::Value, Self::Lost>;
}

/// Of an attempt whose failure ends the flow or goes to a fallback.
#[derive(Clone, Copy)]
pub struct KeepOutput;

impl<O: 'static, E> Keeps<O, E> for KeepOutput {
    type Value = O;
    type Lost = NoValue;

    #[inline]
    fn done(output: O) -> NodeEvent<O, NoValue> {
        NodeEvent::Succeeded(Arc::new(output))
    }

    fn keep(outcome: Outcome<O, E>) -> Kept<O, NoValue> {
        match outcome {
            Outcome::Done(output) => Ok(<Self as Keeps<O, E>>::done(output)),
            Outcome::Again(again) => Err(again),
            Outcome::Failed { failure, unknown, .. } => Ok(NodeEvent::failed(failure, unknown, None, None)),
        }
    }
}

/// Of an attempt whose `Result` the flow looks at.
#[derive(Clone, Copy)]
pub struct KeepResult;

impl<O: 'static, E: 'static> Keeps<O, E> for KeepResult {
    type Value = Result<O, Failed<E>>;
    type Lost = NoValue;

    #[inline]
    fn done(output: O) -> NodeEvent<Self::Value, NoValue> {
        NodeEvent::Succeeded(Arc::new(Ok(output)))
    }

    fn keep(outcome: Outcome<O, E>) -> Kept<Self::Value, NoValue> {
        match outcome {
            Outcome::Done(output) => Ok(Self::done(output)),
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

impl<O: 'static, E: 'static> Keeps<O, E> for KeepError {
    type Value = O;
    type Lost = Failed<E>;

    #[inline]
    fn done(output: O) -> NodeEvent<O, Failed<E>> {
        NodeEvent::Succeeded(Arc::new(output))
    }

    fn keep(outcome: Outcome<O, E>) -> Kept<O, Failed<E>> {
        match outcome {
            Outcome::Done(output) => Ok(Self::done(output)),
            Outcome::Again(again) => Err(again),
            Outcome::Failed { failure, unknown, error } => {
                let error = Some(Arc::new(Failed { failure: (*failure).clone(), error }));
                Ok(NodeEvent::failed(failure, unknown, None, error))
            }
        }
    }
}
