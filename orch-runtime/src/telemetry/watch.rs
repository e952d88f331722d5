//! One attempt under the eyes of an observer. Without one there is nothing here.

use std::task::{Context, Poll, ready};

use orch_core::{Apart, Failure, Outcome, Site, Timestamp};

use crate::engine::{Embedded, End};
use crate::observe::{AttemptEnd, AttemptSeen, Cue, Hold, Observer};

/// Tells the observer how an attempt goes, also when it is dropped on the way.
#[derive(Default)]
pub(crate) struct Watched(Option<Box<Watch>>);

struct Watch {
    engine: Embedded,
    site: Site,
    ready: Timestamp,
    started: Option<Timestamp>,
    held: Option<Box<dyn Hold>>,
}

impl Watched {
    #[inline]
    pub(crate) fn new(engine: &Embedded, site: &Site) -> Watched {
        Watched(engine.0.observer().is_some().then(|| {
            let ready = engine.0.clock.now();
            Box::new(Watch { engine: engine.clone(), site: site.clone(), ready, started: None, held: None })
        }))
    }

    /// Its backoff, delay and queue are over.
    #[inline]
    pub(crate) fn started(&mut self) {
        if let Some(watch) = &mut self.0 {
            watch.started = Some(watch.engine.0.clock.now());
            watch.tell(|observer, attempt| observer.attempt_started(attempt));
            watch.hold();
        }
    }

    /// Whether the observer holds it.
    #[inline]
    pub(crate) fn is_held(&self) -> bool {
        self.0.as_ref().is_some_and(|watch| watch.held.is_some())
    }

    /// Ready once nobody holds it, with why it is lost if it is.
    pub(crate) fn poll_held(&mut self, cx: &mut Context<'_>) -> Poll<Option<Apart<Failure>>> {
        self.0.as_mut().map_or(Poll::Ready(None), |watch| watch.poll_held(cx))
    }

    #[inline]
    pub(crate) fn ended(mut self, ended: &End) {
        if let Some(watch) = self.0.take() {
            watch.end(&end(ended));
        }
    }
}

fn end(end: &End) -> AttemptEnd<'_> {
    match end {
        Outcome::Done(()) => AttemptEnd::Succeeded,
        Outcome::Again(again) => AttemptEnd::Retrying(again),
        Outcome::Failed { failure, unknown, .. } => AttemptEnd::Failed { failure, unknown: *unknown },
    }
}

impl Drop for Watched {
    #[inline]
    fn drop(&mut self) {
        if let Some(watch) = self.0.take() {
            watch.end(&AttemptEnd::Cancelled);
        }
    }
}

impl Watch {
    /// Pipelines are not: what they call is.
    fn hold(&mut self) {
        if self.site.agent().is_some() {
            let mut held = None;
            self.tell(|observer, attempt| held = observer.hold(attempt));
            self.held = held;
        }
    }

    #[cold]
    fn poll_held(&mut self, cx: &mut Context<'_>) -> Poll<Option<Apart<Failure>>> {
        let Some(held) = &mut self.held else { return Poll::Ready(None) };
        let cue = ready!(held.poll(cx));
        self.held = None;
        Poll::Ready(match cue {
            Cue::Call => None,
            Cue::Lose(failure) => Some(failure),
        })
    }

    fn end(&self, end: &AttemptEnd<'_>) {
        self.tell(|observer, attempt| observer.attempt_ended(attempt, end));
    }

    fn tell(&self, tell: impl FnOnce(&dyn Observer, &AttemptSeen<'_>)) {
        let run = &self.engine.0;
        if let Some(observer) = run.observer() {
            let attempt = AttemptSeen { run: run.seen(), site: &self.site, ready: self.ready, started: self.started };
            tell(observer, &attempt);
        }
    }
}
