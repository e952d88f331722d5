//! What surrounds a call, whatever it is: compiled once, for all stages.

use std::any::Any;
use std::task::{Context as Poller, Poll, ready};

use orch_core::Site;
use orch_core::engine::{Given, Giver, Wants};

use super::call::{Callee, End, Said};
use super::prepare::{self, Extra};
use super::verdict;
use crate::engine::place::Ended;
use crate::engine::{Embedded, Shared, undo};

/// What surrounds the call of an attempt, if anything does.
pub(super) enum Near {
    /// Nothing but the call is there.
    Nothing,
    /// The call has not ended well, and nothing is there yet that could judge it.
    Fallen(Box<Ended<Said>>),
    Around(Box<dyn Surrounds>),
}

/// An [`Around`] by its use: so what it is made of is compiled here, and not dropped by code that is compiled with every stage's.
pub(super) trait Surrounds: Send {
    /// Goes on with the attempt.
    fn poll(&mut self, call: &mut dyn Callee, cx: &mut Poller<'_>) -> Poll<End>;
}

impl Near {
    /// Gives a call that was polled what surrounds it.
    pub(super) fn surround(&mut self, around: Box<dyn Any + Send>) {
        let Ok(mut around) = around.downcast::<Around>() else { return };
        around.polled = Some(match std::mem::replace(self, Near::Nothing) {
            Near::Fallen(ended) => Poll::Ready(*ended),
            Near::Nothing | Near::Around(_) => Poll::Pending,
        });
        *self = Near::Around(around);
    }
}

/// What surrounds a call.
pub(crate) struct Around {
    engine: Embedded,
    site: Site,
    /// What the call asks for, and what gives it that; none where it was made without.
    giver: Option<(Wants, Giver<Embedded>)>,
    /// What came of the call, if it was made and polled before this was there.
    polled: Option<Poll<Ended<Said>>>,
    /// None before the attempt begins.
    extra: Option<Extra>,
}

impl Surrounds for Around {
    fn poll(&mut self, call: &mut dyn Callee, cx: &mut Poller<'_>) -> Poll<End> {
        if let Some(polled) = self.polled.take() {
            return self.go_on(polled, cx);
        }
        if let Some(end) = ready!(self.begin(call, cx)) {
            return Poll::Ready(end);
        }
        let polled = self.extra.as_mut().map_or(Poll::Pending, |extra| extra.poll(call, cx));
        self.go_on(polled, cx)
    }
}

impl Around {
    /// Of a call that was made bare.
    pub(crate) fn bare(engine: &Embedded, site: Site) -> Around {
        Around { engine: engine.clone(), site, giver: None, polled: None, extra: None }
    }

    /// Of a call that is not polled before it is given what it asks for.
    pub(super) fn new(engine: &Embedded, site: Site, wants: Wants) -> (Around, Given<Embedded>) {
        let (given, giver) = Given::later();
        (Around { giver: Some((wants, giver)), ..Around::bare(engine, site) }, given)
    }

    /// The call was polled, and this came of it.
    fn go_on(&mut self, polled: Poll<Ended<Said>>, cx: &mut Poller<'_>) -> Poll<End> {
        let ended = match polled {
            Poll::Ready(ended) => ended,
            // Ready when it has waited too long.
            Poll::Pending => Err(ready!(prepare::wait(&self.engine, &self.site, &mut self.extra, cx))),
        };
        self.end(ended)
    }

    /// Waits for its time, if the call has not begun; ready with an end where there will be no call.
    fn begin(&mut self, call: &mut dyn Callee, cx: &mut Poller<'_>) -> Poll<Option<End>> {
        if self.extra.as_ref().is_some_and(|extra| extra.has_begun()) {
            return Poll::Ready(None);
        }
        if self.site.is_interrupted() {
            return Poll::Ready(Some(verdict::interrupted(&self.site)));
        }
        let extra = self.extra.get_or_insert_with(|| Extra::new(&self.engine, &mut self.site));
        ready!(extra.poll_time(cx));
        let uses_context = self.giver.as_ref().is_some_and(|(wants, _)| wants.context);
        let context = extra.start(&self.engine, &self.site, uses_context);
        if let Some((wants, giver)) = &self.giver {
            giver.give(context, if wants.engine { self.engine.clone() } else { Embedded(Shared::Unused) });
        }
        extra.begin(&self.site, call);
        Poll::Ready(None)
    }

    /// The call has ended, or its time is over.
    fn end(&mut self, ended: Ended<Said>) -> Poll<End> {
        let ended = undo::late(ended, &mut self.extra.as_mut().and_then(|extra| extra.late.take()));
        let failed = matches!(ended, Ok(Said::Own(_) | Said::Fault(_)));
        if failed && self.engine.0.control.is_cancelled() && !self.site.winds_down() {
            // The run is being cancelled, and an agent that heeds that is no failure of its own: the driver drops this.
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
