//! One attempt at a stage, with the policies around it, from the outside in: wait for its time → tell observers →
//! timeout and heartbeat → panic guard → agent; then the retry policy's verdict.
//!
//! It is one flat thing, boxed once a stage, in which the agent's own future stands once ([`call`]). Everything around that
//! future is the same for all stages and compiled once. What few attempts need is made when they need it, in [`Extra`]: a first
//! attempt that nobody watches and that never waits has none of it, and its call is made at once.

mod call;
mod prepare;
mod taking;
mod verdict;

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use orch_blueprint::Placement;
use orch_core::engine::{Attempting, Ends};
use orch_core::{Context, Engine, Outcome, Site, Stage};
use pin_project_lite::pin_project;

use super::place::{self, Away, Ended};
use super::{Embedded, undo};
pub(crate) use call::{Callee, End, Given, Said};
use call::{Calling, Returned, with_result};
use prepare::Extra;

pin_project! {
    /// See the module.
    struct Attempt<S: Stage, M, F, K, V> {
        around: Around,
        #[pin]
        call: Calling<S, M, F>,
        end: Option<K>,
        // What its outcome became.
        event: Option<V>,
    }
}

/// One attempt. Nothing of it happens before it is polled.
#[inline]
pub(super) fn attempt<S, M, F, K, V>(engine: &Embedded, site: Site, make: M, end: K) -> Attempting<V>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
    K: FnOnce(Outcome<S::Output, S::Error>) -> V + Send + 'static,
    V: Send + 'static,
{
    let uses = Uses { context: S::USES_CONTEXT, engine: S::USES_ENGINE };
    let bare = !uses.context && !uses.engine && prepare::is_bare(engine, &site);
    let (state, call) = if bare {
        (State::Here(None), Calling::Here { call: make(Context::unused(), Embedded::unused()) })
    } else {
        (State::New, Calling::Not { make: Some(make) })
    };
    let around = Around { engine: engine.clone(), site, uses, state, extra: None };
    Attempting::of(Attempt::<S, M, F, K, V> { around, call, end: Some(end), event: None })
}

impl<S, M, F, K, V> Ends for Attempt<S, M, F, K, V>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
    K: FnOnce(Outcome<S::Output, S::Error>) -> V + Send + 'static,
    V: Send + 'static,
{
    fn poll_end(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<()> {
        let mut this = self.project();
        let outcome = if let (State::Here(None), None) = (&this.around.state, &this.around.extra) {
            match this.call.as_mut().poll_here(cx) {
                // Nearly all attempts end so.
                Poll::Ready(Ok(Ok(output))) => Outcome::Done(output),
                Poll::Ready(ended) => {
                    let ended = this.call.as_mut().keep(ended);
                    let end = ready!(this.around.end(this.call.as_mut(), ended));
                    with_result(end, this.call.result())
                }
                Poll::Pending => {
                    let end = ready!(this.around.wait(this.call.as_mut(), cx));
                    with_result(end, this.call.result())
                }
            }
        } else {
            let end = ready!(this.around.poll(this.call.as_mut(), cx));
            let result = match &mut this.around.state {
                State::Back(call) => call.as_mut().result(),
                _ => this.call.result(),
            };
            with_result(end, result)
        };
        *this.event = this.end.take().map(|end| end(outcome));
        Poll::Ready(())
    }

    fn event(&self) -> &dyn Any {
        &self.event
    }

    fn event_mut(self: Pin<&mut Self>) -> &mut dyn Any {
        self.project().event
    }
}

/// What the callee asks for.
#[derive(Clone, Copy)]
struct Uses {
    context: bool,
    engine: bool,
}

/// How far an attempt has come.
enum State {
    /// The call is not made yet: something may come first.
    New,
    /// It goes on in the run's own task, and is made with this when it is polled for the first time.
    Here(Option<Given>),
    /// It goes on in a task of its own, or on the pool.
    Elsewhere(Away),
    /// It is back from there.
    Back(Pin<Box<dyn Callee>>),
    /// Nothing follows.
    Over,
}

/// What surrounds a call, whatever it is.
struct Around {
    engine: Embedded,
    site: Site,
    uses: Uses,
    state: State,
    extra: Option<Box<Extra>>,
}

impl Around {
    /// Goes on with the attempt.
    fn poll(&mut self, mut call: Pin<&mut (dyn Callee + '_)>, cx: &mut Poller<'_>) -> Poll<End> {
        if let State::New = self.state
            && let Some(end) = ready!(self.begin(call.as_mut(), cx))
        {
            return Poll::Ready(end);
        }
        let polled = match &mut self.state {
            State::Here(given) => match prepare::poll_held(&mut self.extra, cx) {
                Poll::Ready(None) => {
                    let spans = self.extra.as_deref().and_then(Extra::spans);
                    place::poll(call.as_mut(), given, spans, cx)
                }
                Poll::Ready(Some(lost)) => Poll::Ready(Err(lost)),
                Poll::Pending => Poll::Pending,
            },
            State::Elsewhere(task) => Pin::new(task).poll(cx).map(|joined| {
                let (call, ended) = joined?;
                self.state = State::Back(call);
                ended
            }),
            State::New | State::Back(_) | State::Over => Poll::Pending,
        };
        match polled {
            Poll::Ready(Ok(Said::Done)) if self.extra.is_none() => Poll::Ready(Outcome::Done(())),
            Poll::Ready(ended) => self.end(call, ended),
            Poll::Pending => self.wait(call, cx),
        }
    }

    /// The call waits: ready with an end when it has waited too long.
    #[cold]
    fn wait(&mut self, call: Pin<&mut (dyn Callee + '_)>, cx: &mut Poller<'_>) -> Poll<End> {
        let failure = ready!(prepare::wait(&self.engine, &self.site, &mut self.extra, cx));
        self.end(call, Err(failure))
    }

    /// Waits for its time; ready with an end where there will be no call.
    fn begin(&mut self, call: Pin<&mut (dyn Callee + '_)>, cx: &mut Poller<'_>) -> Poll<Option<End>> {
        if self.engine.taking().is_some() {
            return Poll::Ready(Some(taking::take(&self.engine, call, cx)));
        }
        let engine = if self.uses.engine { self.engine.clone() } else { Embedded::unused() };
        if self.site.is_interrupted() {
            return Poll::Ready(Some(verdict::interrupted(&self.site)));
        }
        let extra = self.extra.get_or_insert_with(|| Extra::new(&self.engine, &mut self.site));
        ready!(extra.poll_time(cx));
        let made_for = extra.start(&self.engine, &self.site, self.uses.context);
        let (given, placement) = ((made_for, engine), extra.placement(&self.site));
        self.state = match if matches!(placement, Placement::Inline) { None } else { call.detach() } {
            Some(call) => State::Elsewhere(place::elsewhere(call, given, placement, extra.spans())),
            None => State::Here(Some(given)),
        };
        Poll::Ready(None)
    }

    /// The call has ended, or its time is over.
    #[cold]
    fn end(&mut self, call: Pin<&mut (dyn Callee + '_)>, ended: Ended<Said>) -> Poll<End> {
        let ended = undo::late(ended, &mut self.extra.as_mut().and_then(|extra| extra.late.take()));
        let failed = matches!(ended, Ok(Said::Own(_) | Said::Fault(_)));
        if failed && self.engine.0.control.token.is_raised() && !self.site.winds_down() {
            // The run is being cancelled, and an agent that heeds that is no failure of its own: the driver drops this.
            call.give_up();
            self.state = State::Over;
            return Poll::Pending;
        }
        let started = self.extra.as_ref().and_then(|extra| extra.started());
        let end = verdict::end(&self.engine, &self.site, started, ended);
        if let Some(extra) = self.extra.take() {
            extra.end(&self.engine, &self.site, &end);
        }
        Poll::Ready(end)
    }
}
