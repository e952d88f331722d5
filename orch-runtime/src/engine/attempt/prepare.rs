//! What some attempts need around their call: a wait before it, somebody who looks on, a span, a timeout, a heartbeat.

use std::sync::Arc;
use std::task::{Context as Poller, Poll, ready};

use orch_blueprint::Placement;
use orch_core::context::AttemptScope;
use orch_core::engine::BoxFuture;
use orch_core::{Context, Failure, Site, Timestamp};
use tokio::time::sleep;

use super::End;
use crate::engine::alarm::{Alarm, Pulse};
use crate::engine::{Embedded, Shared, undo};
use crate::telemetry::spans::AttemptSpans;
use crate::telemetry::watch::Watched;

/// What surrounds one call.
pub(super) struct Extra {
    watched: Watched,
    spans: Option<Box<AttemptSpans>>,
    alarm: Alarm,
    /// The end of the backoff, then a racer's delay.
    time: Option<BoxFuture<()>>,
    /// Its time is over, and it was told to end.
    pub(super) late: Option<Box<Failure>>,
}

/// Whether nothing surrounds the call as long as it neither waits nor fails: nothing has to be prepared, nobody looks on, and
/// nobody has to be told under which name the stage began.
#[inline]
pub(super) fn is_bare(engine: &Embedded, site: &Site) -> bool {
    let Shared::Run(run) = &engine.0 else { return false };
    let watched = run.observer().is_some() || AttemptSpans::are_wanted() || is_renamed(engine, site);
    site.direct && !watched
}

#[inline]
fn is_renamed(engine: &Embedded, site: &Site) -> bool {
    engine.0.durable.as_ref().is_some_and(|durable| durable.is_renamed(site))
}

impl Extra {
    /// Before anything is waited for.
    pub(super) fn new(engine: &Embedded, site: &mut Site) -> Box<Extra> {
        if is_renamed(engine, site) {
            site.more.get_or_insert_default().formerly = true;
        }
        let early = site.retried().is_some() || site.delay().is_some();
        let time = early.then(|| Box::pin(wait_for_its_time(engine.clone(), site.clone())) as BoxFuture<()>);
        Box::new(Extra { watched: Watched::new(engine, site), time, ..Extra::none() })
    }

    /// Nobody looks on, and its time began with its first wait.
    fn none() -> Extra {
        Extra { watched: Watched::default(), spans: None, alarm: Alarm::new(None, None), time: None, late: None }
    }

    /// Ready when the attempt may begin.
    pub(super) fn poll_time(&mut self, cx: &mut Poller<'_>) -> Poll<()> {
        if let Some(time) = &mut self.time {
            ready!(time.as_mut().poll(cx));
            self.time = None;
        }
        Poll::Ready(())
    }

    /// The attempt begins; gives what its callee may know.
    pub(super) fn start(&mut self, engine: &Embedded, site: &Site, uses_context: bool) -> Context {
        self.watched.started();
        self.spans = engine.0.stages.open(&engine.0, site);
        self.alarm = Alarm::new(started(engine, site, uses_context), Pulse::of(site));
        if uses_context { context(engine, site, &self.alarm) } else { Context::unused() }
    }

    /// When it did, if somebody asks.
    pub(super) fn started(&self) -> Option<Timestamp> {
        self.alarm.started
    }

    pub(super) fn spans(&self) -> Option<&AttemptSpans> {
        self.spans.as_deref()
    }

    /// What an observer holds is so in the run's own task.
    pub(super) fn placement(&self, site: &Site) -> Placement {
        site.agent().filter(|_| !self.watched.is_held()).map_or(Placement::Inline, |spec| spec.placement)
    }

    /// Tells how it ended.
    pub(super) fn end(self, engine: &Embedded, site: &Site, end: &End) {
        engine.0.stages.close(self.spans, site, end);
        self.watched.ended(end);
    }
}

/// Ready once no observer holds the call, with why it is lost if it is.
#[inline]
pub(super) fn poll_held(extra: &mut Option<Box<Extra>>, cx: &mut Poller<'_>) -> Poll<Option<Box<Failure>>> {
    match extra {
        None => Poll::Ready(None),
        Some(extra) => extra.watched.poll_held(cx),
    }
}

/// The call waits: ready with its failure when it has waited too long.
#[inline(never)]
pub(super) fn wait(
    engine: &Embedded,
    site: &Site,
    extra: &mut Option<Box<Extra>>,
    cx: &mut Poller<'_>,
) -> Poll<Box<Failure>> {
    let extra = extra.get_or_insert_with(|| Box::new(Extra::none()));
    if extra.late.is_some() {
        return Poll::Pending;
    }
    let failure = ready!(extra.alarm.poll(cx, site, engine));
    if undo::waits(engine, site, &failure) {
        extra.late = Some(Box::new(failure));
        return Poll::Pending;
    }
    Poll::Ready(Box::new(failure))
}

/// When the attempt started; told only where somebody will ask: the callee for its deadline, or a limit of all attempts.
fn started(engine: &Embedded, site: &Site, uses_context: bool) -> Option<Timestamp> {
    let asked = (uses_context && site.timeout().is_some()) || site.retry().is_some_and(|retry| retry.total.is_some());
    asked.then(|| engine.0.clock.now())
}

fn context(engine: &Embedded, site: &Site, alarm: &Alarm) -> Context {
    let own = site.timeout().zip(alarm.started).map(|(timeout, start)| start.saturating_add(timeout));
    let scope = alarm.pulse().map(|pulse| Arc::clone(pulse) as Arc<dyn AttemptScope>);
    if site.undo.is_some() {
        return Context::new(undo::scope(&engine.0.scope), site.clone(), own, scope);
    }
    let deadline = [own, engine.0.deadline].into_iter().flatten().min();
    Context::new(Arc::clone(&engine.0.scope), site.clone(), deadline, scope)
}

/// The end of the backoff, then a racer's delay.
async fn wait_for_its_time(engine: Embedded, site: Site) {
    if let Some(retried) = site.retried() {
        let wait = retried.not_before.since(engine.0.clock.now());
        if !wait.is_zero() {
            sleep(wait).await;
        }
    }
    if let (Some(delay), 1) = (site.delay(), site.attempt) {
        sleep(delay).await;
    }
}
