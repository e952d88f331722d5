//! One attempt at a stage, with the policies around it, from the outside in: wait for its time → tell observers →
//! timeout and heartbeat → panic guard → agent; then the retry policy's verdict.
//!
//! It is one flat future, boxed once a stage, in which the agent's own future stands once. What few attempts need is made
//! when they need it, in [`Extra`]: a first attempt that nobody watches and that never waits has none of it.

mod prepare;
mod verdict;

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use orch_blueprint::Placement;
use orch_core::engine::BoxFuture;
use orch_core::{Context, Fault, Outcome, Site, Stage};
use pin_project_lite::pin_project;

use super::place::{self, Ended, Task};
use super::{Embedded, calmly, panicked, undo};
use prepare::Extra;

/// What a callee returns.
type Returned<S> = Result<<S as Stage>::Output, Fault<<S as Stage>::Error>>;

pin_project! {
    /// See the module.
    pub(super) struct Attempt<S: Stage, M, F> {
        engine: Embedded,
        site: Site,
        #[pin]
        call: Calling<S, M, F>,
        extra: Option<Box<Extra>>,
    }
}

pin_project! {
    /// How far the call has come.
    #[project = Call]
    enum Calling<S: Stage, M, F> {
        // Not made yet: something comes first.
        Not { make: Option<M> },
        // In the run's own task.
        Here { #[pin] call: F },
        // In a task of its own, or on the pool.
        Elsewhere { task: Task<Ended<Returned<S>>> },
        // There is nothing to call.
        Ended { ended: Option<Ended<Returned<S>>> },
    }
}

/// One attempt. One around which nothing needs to be prepared is made at once: nothing of it runs before it is polled.
#[inline]
pub(super) fn attempt<S, M, F>(engine: &Embedded, site: Site, make: M) -> Attempt<S, M, F>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
{
    let direct = !S::USES_CONTEXT && site.direct && !prepare::is_watched(engine, &site);
    let call = match direct {
        true => made::<S, M, F>(engine, make, Context::unused()),
        false => Calling::Not { make: Some(make) },
    };
    Attempt { engine: engine.clone(), site, call, extra: None }
}

/// The call that `make` gives, in the run's own task.
#[inline]
fn made<S, M, F>(engine: &Embedded, make: M, cx: Context) -> Calling<S, M, F>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F,
{
    let engine = if S::USES_ENGINE { engine.clone() } else { Embedded::unused() };
    match calmly(|| make(cx, engine)) {
        Ok(call) => Calling::Here { call },
        Err(said) => Calling::Ended { ended: Some(Err(Box::new(panicked(&said)))) },
    }
}

impl<S, M, F> Future for Attempt<S, M, F>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
{
    type Output = Outcome<S::Output, S::Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Self::Output> {
        if let Call::Not { .. } = self.as_mut().project().call.project()
            && let Some(outcome) = ready!(self.as_mut().begin(cx))
        {
            return Poll::Ready(outcome);
        }
        let this = self.as_mut().project();
        let polled = match this.call.project() {
            Call::Here { call } => match prepare::poll_held(this.extra, cx) {
                Poll::Ready(None) => place::poll(call, this.extra.as_deref().and_then(Extra::spans), cx),
                Poll::Ready(Some(lost)) => Poll::Ready(Err(lost)),
                Poll::Pending => Poll::Pending,
            },
            Call::Elsewhere { task } => Pin::new(task).poll(cx).map(Result::flatten),
            Call::Ended { ended } => ended.take().map_or(Poll::Pending, Poll::Ready),
            Call::Not { .. } => Poll::Pending,
        };
        match polled {
            Poll::Ready(Ok(Ok(output))) if this.extra.is_none() => Poll::Ready(Outcome::Done(output)),
            Poll::Ready(ended) => self.end(ended),
            Poll::Pending => {
                let failure = ready!(prepare::wait(this.engine, this.site, this.extra, cx));
                self.end(Err(failure))
            }
        }
    }
}

impl<S, M, F> Attempt<S, M, F>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
{
    /// Waits for its time and makes the call; ready with an outcome where there will be none.
    #[cold]
    fn begin(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<Option<Outcome<S::Output, S::Error>>> {
        let mut this = self.project();
        if this.site.interrupted {
            return Poll::Ready(Some(verdict::interrupted(this.site)));
        }
        let extra = this.extra.get_or_insert_with(|| Extra::new(this.engine, this.site));
        ready!(extra.poll_time(cx));
        let made_for = extra.start::<S>(this.engine, this.site);
        let Call::Not { make } = this.call.as_mut().project() else { return Poll::Ready(None) };
        let Some(make) = make.take() else { return Poll::Pending };
        let call = match (made::<S, M, F>(this.engine, make, made_for), extra.placement(this.site)) {
            (Calling::Here { call }, placement) if !matches!(placement, Placement::Inline) => {
                let call: BoxFuture<Returned<S>> = Box::pin(call);
                Calling::Elsewhere { task: place::elsewhere(call, placement, extra.spans()) }
            }
            (call, _) => call,
        };
        this.call.set(call);
        Poll::Ready(None)
    }

    /// The call has ended, or its time is over.
    #[cold]
    fn end(self: Pin<&mut Self>, ended: Ended<Returned<S>>) -> Poll<Outcome<S::Output, S::Error>> {
        let mut this = self.project();
        let ended = undo::late(ended, &mut this.extra.as_mut().and_then(|extra| extra.late.take()));
        if matches!(ended, Ok(Err(_))) && this.engine.0.control.token.is_raised() && !this.site.winds_down() {
            // The run is being cancelled, and an agent that heeds that is no failure of its own: the driver drops this.
            this.call.set(Calling::Ended { ended: None });
            return Poll::Pending;
        }
        let started = this.extra.as_ref().and_then(|extra| extra.started());
        let outcome = verdict::outcome::<S>(this.engine, this.site, started, ended);
        if let Some(extra) = this.extra.take() {
            extra.end(this.engine, this.site, &outcome);
        }
        Poll::Ready(outcome)
    }
}
