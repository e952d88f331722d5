//! Where an attempt runs: in the run's own task, in a task of its own, or on the pool for blocking work.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::Placement;
use orch_core::private::panicked_in_arguments;
use orch_core::{Apart, Failure};
use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinHandle};
use tracing::{Instrument, Span};

use super::attempt::{Callee, Said};
use super::guard::{message, panicked};
use crate::telemetry::spans::AttemptSpans;

/// How a call ended: with what it returned, or with the failure that its surroundings saw.
pub(super) type Ended<R> = Result<R, Apart<Failure>>;

/// Polls a call in the run's own task.
#[inline]
pub(super) fn poll(call: &mut dyn Callee, spans: Option<&AttemptSpans>, cx: &mut Context<'_>) -> Poll<Ended<Said>> {
    let _inside = spans.map(|spans| spans.attempt.enter());
    call.poll(cx)
}

/// The failure of a call that panicked on this thread. Arguments that panic are a failure that was never attempted.
#[cold]
pub(super) fn lost_in(said: Apart<String>) -> Apart<Failure> {
    let mut failure = panicked(&said);
    failure.attempts = u32::from(!panicked_in_arguments());
    Apart::new(failure)
}

/// How long a task that nobody waits for any more has to heed its token.
pub(crate) const GRACE: Duration = Duration::from_secs(5);

/// A call in a task of its own, which gives it back when it has ended.
pub(super) type Away = Task<(Box<dyn Callee + Send>, Ended<Said>)>;

/// Starts a call in a task of its own, or on the pool for blocking work. Whoever gives a call up has raised its token: a
/// task has [`GRACE`] to heed it and is aborted then; the pool cannot be stopped.
pub(super) fn elsewhere(mut call: Box<dyn Callee + Send>, placement: Placement, spans: Option<&AttemptSpans>) -> Away {
    // Panics are caught where they happen: only there can be told whether the arguments did it.
    let call = async move {
        let ended = poll_fn(|cx| poll(&mut *call, None, cx)).await;
        (call, ended)
    };
    let span = spans.map_or_else(Span::none, |spans| spans.attempt.clone());
    if matches!(placement, Placement::Blocking) {
        let runtime = Handle::current();
        let task = tokio::task::spawn_blocking(move || span.in_scope(|| runtime.block_on(call)));
        return Task { task, grace: GRACE };
    }
    Task { task: tokio::spawn(call.instrument(span)), grace: GRACE }
}

/// A task that is aborted when nobody waits for it any more, after its grace.
pub(super) struct Task<R> {
    task: JoinHandle<R>,
    grace: Duration,
}

impl<R> Future for Task<R> {
    type Output = Ended<R>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Ended<R>> {
        Pin::new(&mut self.task).poll(cx).map(|joined| joined.map_err(|error| Apart::new(lost(error))))
    }
}

impl<R> Drop for Task<R> {
    fn drop(&mut self) {
        if self.task.is_finished() {
            return;
        }
        let (abort, grace) = (self.task.abort_handle(), self.grace);
        match Handle::try_current() {
            Ok(runtime) if !grace.is_zero() => {
                runtime.spawn(async move {
                    tokio::time::sleep(grace).await;
                    abort.abort();
                });
            }
            // Without a grace, or when the runtime itself goes down.
            _ => abort.abort(),
        }
    }
}

fn lost(error: JoinError) -> Failure {
    match error.try_into_panic() {
        Ok(panic) => panicked(&message(&*panic)),
        // Nobody but the runtime itself aborts a task that is still waited for.
        Err(_) => Failure::new(orch_core::FailureKind::Interrupted, "the runtime shut down while it ran")
            .with_class(orch_core::Class::Transient),
    }
}

/// A future in a task of its own, which ends when nobody waits for it any more.
pub(crate) async fn in_task<R: Send + 'static>(call: impl Future<Output = R> + Send + 'static) -> Ended<R> {
    Task { task: tokio::spawn(call), grace: Duration::ZERO }.await
}
