//! What some attempts need around their call: a wait before it, somebody who looks on, a span, a timeout, a heartbeat.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Poller, Poll, ready};

use orch_blueprint::Placement;
use orch_core::context::AttemptScope;
use orch_core::engine::BoxFuture;
use orch_core::{Apart, Context, Failure, Site, Timestamp};
use tokio::time::sleep;

use super::{Callee, End, Said};
use crate::engine::alarm::{Alarm, Pulse};
use crate::engine::place::{self, Away, Ended};
use crate::engine::{Embedded, Shared, undo};
use crate::telemetry::spans::AttemptSpans;
use crate::telemetry::watch::Watched;

/// What surrounds one call.
pub(super) struct Extra {
    phase: Phase,
    watched: Watched,
    spans: Option<Box<AttemptSpans>>,
    alarm: Alarm,
    /// The end of the backoff, then a racer's delay, then of a pause.
    time: Option<BoxFuture<()>>,
    /// Its time is over, and it was told to end.
    pub(super) late: Option<Apart<Failure>>,
}

/// How far the attempt has come.
enum Phase {
    /// The call has not begun: something may come first.
    Early,
    /// An observer holds it; then it goes on in this place.
    Held(Placement),
    /// It goes on in the run's own task.
    Here,
    /// It goes on in a task of its own, or on the pool.
    Elsewhere(Away),
    /// Nothing follows.
    Over,
}

/// Whether direct attempts are made bare: nobody looks on, and nobody has to be told under which name a stage began.
#[inline]
pub(super) fn makes_bare(engine: &Embedded) -> bool {
    let Shared::Driven(run) = &engine.0 else { return false };
    let watched = run.observer().is_some() || AttemptSpans::are_wanted();
    !watched && run.durable.as_ref().is_none_or(|durable| !durable.has_renamed())
}

#[inline]
fn is_renamed(engine: &Embedded, site: &Site) -> bool {
    engine.0.durable.as_ref().is_some_and(|durable| durable.is_renamed(site))
}

impl Extra {
    /// Before anything is waited for.
    pub(super) fn new(engine: &Embedded, site: &mut Site) -> Extra {
        if is_renamed(engine, site) {
            site.more.get_or_insert_default().formerly = true;
        }
        let early = site.retried().is_some() || site.delay().is_some();
        let time = early.then(|| Box::pin(wait_for_its_time(engine.clone(), site.clone())) as BoxFuture<()>);
        Extra { phase: Phase::Early, watched: Watched::new(engine, site), time, ..Extra::none() }
    }

    /// Nobody looks on, the call is under way, and its time began with its first wait.
    fn none() -> Extra {
        Extra {
            phase: Phase::Here,
            watched: Watched::default(),
            spans: None,
            alarm: Alarm::new(None, None),
            time: None,
            late: None,
        }
    }

    /// Whether the call is under way, or was.
    pub(super) fn has_begun(&self) -> bool {
        !matches!(self.phase, Phase::Early)
    }

    /// Nothing follows. Without an [`Extra`] the attempt would begin anew.
    pub(super) fn end_silently(extra: &mut Option<Extra>) {
        extra.get_or_insert_with(Extra::none).phase = Phase::Over;
    }

    /// The call begins, where it is to be made.
    pub(super) fn begin(&mut self, site: &Site, call: &mut dyn Callee) {
        let placement = self.placement(site);
        match self.watched.is_held() {
            true => self.phase = Phase::Held(placement),
            false => self.make(placement, call),
        }
    }

    /// The call is made in this place.
    fn make(&mut self, placement: Placement, call: &mut dyn Callee) {
        let apart = if matches!(placement, Placement::Inline) { None } else { call.detach() };
        debug_assert_eq!(apart.is_none(), matches!(placement, Placement::Inline), "see `Stage::MAY_MOVE`");
        self.phase = match apart {
            Some(call) => Phase::Elsewhere(place::elsewhere(call, placement, self.spans.as_deref())),
            None => Phase::Here,
        };
    }

    /// Goes on with the call, wherever it is made.
    pub(super) fn poll(&mut self, call: &mut dyn Callee, cx: &mut Poller<'_>) -> Poll<Ended<Said>> {
        if let Phase::Held(placement) = self.phase {
            match ready!(self.watched.poll_held(cx)) {
                None => self.make(placement, call),
                Some(lost) => return Poll::Ready(Err(lost)),
            }
        }
        match &mut self.phase {
            Phase::Here => place::poll(call, self.spans.as_deref(), cx),
            Phase::Elsewhere(task) => {
                let (mut made, ended) = match ready!(Pin::new(task).poll(cx)) {
                    Ok(joined) => joined,
                    Err(lost) => return Poll::Ready(Err(lost)),
                };
                call.take_result(&mut *made);
                Poll::Ready(ended)
            }
            Phase::Early | Phase::Held(_) | Phase::Over => Poll::Pending,
        }
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

    /// What an observer holds keeps off the pool: its threads go on by themselves, whatever a scheduler decides.
    fn placement(&self, site: &Site) -> Placement {
        match site.agent().map_or(Placement::Inline, |spec| spec.placement) {
            Placement::Blocking if self.watched.is_held() => Placement::Inline,
            placement => placement,
        }
    }

    /// Tells how it ended.
    pub(super) fn end(self, engine: &Embedded, site: &Site, end: &End) {
        engine.0.stages.close(self.spans, site, end);
        self.watched.ended(end);
    }
}

/// The call waits: ready with its failure when it has waited too long.
#[inline(never)]
pub(super) fn wait(
    engine: &Embedded,
    site: &Site,
    extra: &mut Option<Extra>,
    cx: &mut Poller<'_>,
) -> Poll<Apart<Failure>> {
    let extra = extra.get_or_insert_with(Extra::none);
    if extra.late.is_some() {
        return Poll::Pending;
    }
    let failure = ready!(extra.alarm.poll(cx, site, engine));
    if undo::waits(engine, site, &failure) {
        extra.late = Some(Apart::new(failure));
        return Poll::Pending;
    }
    Poll::Ready(Apart::new(failure))
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
        return Context::new(undo::scope(engine.0.scope()), site.clone(), own, scope);
    }
    let deadline = [own, engine.0.deadline].into_iter().flatten().min();
    Context::new(Arc::clone(engine.0.scope()), site.clone(), deadline, scope)
}

/// The end of the backoff, then a racer's delay, then the end of a pause that has begun meanwhile.
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
    if let Some(durable) = &engine.0.durable {
        durable.resumed(engine.0.blueprint, &site).await;
    }
}
