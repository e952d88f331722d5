//! One attempt at a stage, with the policies around it, from the outside in: wait for its time → tell observers →
//! timeout and heartbeat → panic guard → agent; then the retry policy's verdict.
//!
//! It is one flat thing, boxed once a stage, in which the agent's own future stands once ([`call`]). Everything around that
//! future is the same for all stages and compiled once. What few attempts need is made when they need it, in [`Extra`]: a first
//! attempt that nobody watches and that never waits has none of it. It is made bare, its call and nothing else, and asks for its
//! surroundings when it waits or fails. The call of a stage that never waits need not even be kept: it is made on the spot ([`here`]).

mod call;
mod here;
mod prepare;
mod taking;
mod verdict;

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Poller, Poll, ready};

use orch_core::engine::{Asked, Attempting, Ends};
use orch_core::{At, Call, Context, Engine, Outcome, Site, Stage};
use pin_project_lite::pin_project;

use super::place::Ended;
use super::{Embedded, undo};
pub(crate) use call::{Callee, End, Given, Said};
use call::{Calling, Returned, with_result};
use prepare::Extra;

pin_project! {
    /// See the module.
    struct Attempt<S: Stage, M, F, K, V> {
        at: At,
        near: Near,
        #[pin]
        call: Calling<S, M, F>,
        end: Option<K>,
        // What its outcome became.
        event: Option<V>,
    }
}

/// What surrounds the call of an attempt, if anything does.
enum Near {
    /// Nothing but the call is there.
    Nothing,
    /// The call has not ended well, and nothing is there yet that could judge it.
    Fallen(Box<Ended<Said>>),
    Around(Box<Around>),
}

impl Near {
    /// Gives a call that was polled what surrounds it.
    fn surround(&mut self, around: Box<dyn Any + Send>) {
        let Ok(mut around) = around.downcast::<Around>() else { return };
        around.polled = Some(match std::mem::replace(self, Near::Nothing) {
            Near::Fallen(ended) => Poll::Ready(*ended),
            Near::Nothing | Near::Around(_) => Poll::Pending,
        });
        *self = Near::Around(around);
    }
}

/// One attempt. Nothing of it happens before it is polled, unless it is to be made at once and never waits.
#[inline]
pub(super) fn attempt<S, M, F, K, V>(engine: &Embedded, asked: Asked<'_>, make: M, end: K) -> Call<V>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
    K: FnOnce(At, Outcome<S::Output, S::Error>) -> V + Send + 'static,
    V: Send + 'static,
{
    let alone = !S::USES_CONTEXT && !S::USES_ENGINE && asked.direct;
    if !S::WAITS && alone && asked.at_once {
        return here::call::<S, M, F, K, V>(engine, asked, make, end);
    }
    let bare = alone && (asked.at_once || prepare::makes_bare(engine));
    let at = asked.at.clone();
    let (near, call) = if bare {
        (Near::Nothing, Calling::Here { call: make(Context::unused(), Embedded::unused()) })
    } else {
        (Near::Around(Box::new(Around::new(engine, (asked.site)()))), Calling::Not { make: Some(make) })
    };
    Call::Later(Attempting::of(Attempt::<S, M, F, K, V> { at, near, call, end: Some(end), event: None }))
}

impl<S, M, F, K, V> Ends for Attempt<S, M, F, K, V>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Returned<S>> + Send + 'static,
    K: FnOnce(At, Outcome<S::Output, S::Error>) -> V + Send + 'static,
    V: Send + 'static,
{
    fn poll_end(mut self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<()> {
        let mut this = self.as_mut().project();
        let outcome = match this.near {
            Near::Nothing => match ready!(this.call.as_mut().poll_here(cx)) {
                // Nearly all attempts end so.
                Ok(Ok(output)) => Outcome::Done(output),
                fallen => {
                    *this.near = Near::Fallen(Box::new(this.call.keep(fallen)));
                    return Poll::Pending;
                }
            },
            Near::Fallen(_) => return Poll::Pending,
            Near::Around(around) => {
                let uses = Uses { context: S::USES_CONTEXT, engine: S::USES_ENGINE };
                let end = ready!(around.poll(this.call.as_mut(), uses, cx));
                with_result(end, this.call.result())
            }
        };
        self.finish(outcome)
    }

    fn event(&self) -> &dyn Any {
        &self.event
    }

    fn event_mut(self: Pin<&mut Self>) -> &mut dyn Any {
        self.project().event
    }

    fn is_bare(&self) -> bool {
        !matches!(self.near, Near::Around(_))
    }

    fn surround(self: Pin<&mut Self>, around: Box<dyn Any + Send>) {
        self.project().near.surround(around);
    }
}

impl<S: Stage, M, F, K, V> Attempt<S, M, F, K, V>
where
    K: FnOnce(At, Outcome<S::Output, S::Error>) -> V,
{
    #[inline]
    fn finish(self: Pin<&mut Self>, outcome: Outcome<S::Output, S::Error>) -> Poll<()> {
        let this = self.project();
        let at = std::mem::take(this.at);
        if let Some(end) = this.end.take() {
            // There was none: nothing is forgotten.
            std::mem::forget(this.event.replace(end(at, outcome)));
        }
        Poll::Ready(())
    }
}

/// What the callee asks for.
#[derive(Clone, Copy)]
struct Uses {
    context: bool,
    engine: bool,
}

/// What surrounds a call, whatever it is.
pub(super) struct Around {
    engine: Embedded,
    site: Site,
    /// What came of the call, if it was made and polled before this was there.
    polled: Option<Poll<Ended<Said>>>,
    /// None before the attempt begins.
    extra: Option<Extra>,
}

impl Around {
    pub(super) fn new(engine: &Embedded, site: Site) -> Around {
        Around { engine: engine.clone(), site, polled: None, extra: None }
    }

    /// Goes on with the attempt.
    fn poll(&mut self, mut call: Pin<&mut (dyn Callee + '_)>, uses: Uses, cx: &mut Poller<'_>) -> Poll<End> {
        if let Some(polled) = self.polled.take() {
            return self.go_on(call, polled, cx);
        }
        if let Some(end) = ready!(self.begin(call.as_mut(), uses, cx)) {
            return Poll::Ready(end);
        }
        let polled = self.extra.as_mut().map_or(Poll::Pending, |extra| extra.poll(call.as_mut(), cx));
        self.go_on(call, polled, cx)
    }

    /// The call was polled, and this came of it.
    fn go_on(
        &mut self,
        call: Pin<&mut (dyn Callee + '_)>,
        polled: Poll<Ended<Said>>,
        cx: &mut Poller<'_>,
    ) -> Poll<End> {
        let ended = match polled {
            Poll::Ready(ended) => ended,
            // Ready when it has waited too long.
            Poll::Pending => Err(ready!(prepare::wait(&self.engine, &self.site, &mut self.extra, cx))),
        };
        self.end(call, ended)
    }

    /// Waits for its time, if the call is not made yet; ready with an end where there will be no call.
    fn begin(&mut self, call: Pin<&mut (dyn Callee + '_)>, uses: Uses, cx: &mut Poller<'_>) -> Poll<Option<End>> {
        if self.extra.as_ref().is_some_and(|extra| extra.has_begun()) {
            return Poll::Ready(None);
        }
        if self.engine.taking().is_some() {
            return Poll::Ready(Some(taking::take(&self.engine, call, cx)));
        }
        if self.site.is_interrupted() {
            return Poll::Ready(Some(verdict::interrupted(&self.site)));
        }
        let extra = self.extra.get_or_insert_with(|| Extra::new(&self.engine, &mut self.site));
        ready!(extra.poll_time(cx));
        extra.begin(&self.engine, &self.site, uses, call);
        Poll::Ready(None)
    }

    /// The call has ended, or its time is over.
    fn end(&mut self, call: Pin<&mut (dyn Callee + '_)>, ended: Ended<Said>) -> Poll<End> {
        let ended = undo::late(ended, &mut self.extra.as_mut().and_then(|extra| extra.late.take()));
        let failed = matches!(ended, Ok(Said::Own(_) | Said::Fault(_)));
        if failed && self.engine.0.control.is_cancelled() && !self.site.winds_down() {
            // The run is being cancelled, and an agent that heeds that is no failure of its own: the driver drops this.
            call.give_up();
            Extra::end_silently(&mut self.extra);
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
