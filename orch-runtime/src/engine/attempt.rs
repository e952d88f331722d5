//! One attempt at a stage, with the policies around it, from the outside in: wait for its time → tell observers →
//! timeout and heartbeat → panic guard → agent; then the retry policy's verdict.
//!
//! The future is boxed once a stage, and its size is what a stage costs: nothing is held across a wait that can be
//! worked out again, and the agent's own future stands in it once.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use orch_blueprint::{Kind, Placement, StageRef};
use orch_core::context::AttemptScope;
use orch_core::{Again, Context, Failure, FailureKind, Fault, Outcome, Site, Stage, Timestamp, path};
use tokio::time::sleep;

use super::alarm::{Alarm, Pulse};
use super::place::{self, Ended};
use super::{Embedded, calmly, panicked, undo};
use crate::policy::retry::{Failing, Verdict, decide};
use crate::telemetry::watch::Watched;

#[expect(clippy::manual_async_fn, reason = "an `async fn` would hold its arguments twice")]
pub(super) fn attempt<S, M, F>(
    engine: Embedded,
    mut site: Site,
    make: M,
) -> impl Future<Output = Outcome<S::Output, S::Error>> + Send + 'static
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F + Send + 'static,
    F: Future<Output = Result<S::Output, Fault<S::Error>>> + Send + 'static,
{
    async move {
        if site.interrupted {
            return interrupted(&site);
        }
        site.formerly = engine.0.durable.as_ref().is_some_and(|durable| durable.is_renamed(&site));
        let mut watched = Watched::new(&engine, &site);
        if site.retried.is_some() || site.delay.is_some() {
            Box::pin(wait_for_its_time(&engine, &site)).await;
        }
        watched.started();
        let spans = engine.0.stages.open(&engine.0, &site);
        let mut alarm = Alarm::new(started::<S>(&engine, &site), Pulse::of(&site));
        let cx = if S::USES_CONTEXT { context(&engine, &site, &alarm) } else { Context::unused() };
        let ended = match calmly(|| make(cx, engine.clone())) {
            Err(said) => Some(Err(Box::new(panicked(&said)))),
            Ok(made) => match placement(&site) {
                Placement::Inline => {
                    let (mut call, mut late) = (pin!(made), None);
                    poll_fn(|cx| match place::poll(call.as_mut(), spans.as_deref(), cx) {
                        Poll::Ready(ended) => {
                            Poll::Ready(unless_cancelled(&engine, &site, undo::late(ended, &mut late)))
                        }
                        Poll::Pending if late.is_some() => Poll::Pending,
                        Poll::Pending => match alarm.poll(cx, &site, &engine) {
                            Poll::Ready(failure) if undo::waits(&engine, &site, &failure) => {
                                late = Some(Box::new(failure));
                                Poll::Pending
                            }
                            rung => rung.map(|failure| Some(Err(Box::new(failure)))),
                        },
                    })
                    .await
                }
                elsewhere => {
                    let mut task = place::elsewhere(made, elsewhere, spans.as_deref());
                    poll_fn(|cx| match Pin::new(&mut task).poll(cx) {
                        Poll::Ready(ended) => Poll::Ready(unless_cancelled(&engine, &site, ended.flatten())),
                        Poll::Pending => alarm.poll(cx, &site, &engine).map(|failure| Some(Err(Box::new(failure)))),
                    })
                    .await
                }
            },
        };
        let Some(ended) = ended else {
            // The run is being cancelled, and an agent that heeds that is no failure of its own: the driver drops this.
            return std::future::pending().await;
        };
        let outcome = match ended {
            Ok(Ok(output)) => Outcome::Done(output),
            Ok(Err(fault)) => judge::<S>(&engine, &site, alarm.started, fault),
            Err(failure) if failure.kind == FailureKind::Panicked && failure.attempts == 0 => {
                not_called(&site, failure)
            }
            Err(failure) => conclude(&engine, &site, alarm.started, *failure, None, true),
        };
        engine.0.stages.close(spans, &site, &outcome);
        watched.ended(&outcome);
        outcome
    }
}

/// The attempt was cut off with its process, and is not made again.
#[cold]
fn interrupted<O, E>(site: &Site) -> Outcome<O, E> {
    let message = "the process ended while it was under way, and nobody knows whether it happened";
    let failure = name(Failure::new(FailureKind::Interrupted, message), site);
    Outcome::Failed { failure: Box::new(failure), error: None, unknown: true }
}

/// `None` where the callee gave up because the run is being cancelled.
#[inline]
fn unless_cancelled<O, E>(engine: &Embedded, site: &Site, ended: Ended<Result<O, E>>) -> Option<Ended<Result<O, E>>> {
    let cancelled = matches!(ended, Ok(Err(_))) && engine.0.control.token.is_raised() && !site.winds_down();
    (!cancelled).then_some(ended)
}

/// When the attempt started; told only where somebody will ask: the callee for its deadline, or a limit of all attempts.
fn started<S: Stage>(engine: &Embedded, site: &Site) -> Option<Timestamp> {
    let asked =
        (S::USES_CONTEXT && site.timeout().is_some()) || site.retry().is_some_and(|retry| retry.total.is_some());
    asked.then(|| engine.0.clock.now())
}

#[inline]
fn placement(site: &Site) -> Placement {
    site.agent().map_or(Placement::Inline, |spec| spec.placement)
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
async fn wait_for_its_time(engine: &Embedded, site: &Site) {
    if let Some(retried) = &site.retried {
        let wait = retried.not_before.since(engine.0.clock.now());
        if !wait.is_zero() {
            sleep(wait).await;
        }
    }
    if let (Some(delay), 1) = (site.delay, site.attempt) {
        sleep(delay).await;
    }
}

/// What the callee's own fault leads to.
fn judge<S: Stage>(
    engine: &Embedded,
    site: &Site,
    start: Option<Timestamp>,
    fault: Fault<S::Error>,
) -> Outcome<S::Output, S::Error> {
    match fault {
        Fault::Own(error) => {
            let failure = S::failure_of(&error);
            conclude(engine, site, start, failure, Some(error), false)
        }
        Fault::Failure(failure) if is_pipeline(site) => conclude(engine, site, start, *failure, None, false),
        Fault::Failure(failure) => not_called(site, failure),
    }
}

/// Plain Rust in the arguments failed: nothing was called, and computing it again gives the same.
#[cold]
fn not_called<O, E>(site: &Site, mut failure: Box<Failure>) -> Outcome<O, E> {
    failure.stage = path::of_site(site);
    failure.attempts = site.attempt - 1;
    Outcome::Failed { failure, error: None, unknown: false }
}

/// The verdict on a failed attempt. `lost`: the callee itself did not say how it ended.
#[cold]
fn conclude<O, E>(
    engine: &Embedded,
    site: &Site,
    start: Option<Timestamp>,
    failure: Failure,
    error: Option<E>,
    lost: bool,
) -> Outcome<O, E> {
    let failure = name(failure, site);
    let effect = site.effect();
    let unsure = lost && effect.is_change();
    let give_up = |failure| Outcome::Failed { failure: Box::new(failure), error, unknown: unsure };
    let Some(retry) = site.retry() else { return give_up(failure) };
    let now = engine.0.clock.now();
    let since = site.retried.as_ref().map(|retried| retried.since).or(start).unwrap_or(now);
    let failing = Failing {
        attempt: site.attempt,
        class: failure.class,
        unsure,
        effect,
        retry_after: failure.retry_after,
        now,
        since,
        waited: site.retried.as_ref().map_or(Duration::ZERO, |retried| retried.waited),
        chance: engine.0.clock.random(),
    };
    match decide(&retry, &failing) {
        Verdict::Again { at, wait } => {
            Outcome::Again(Box::new(Again { attempt: site.attempt, failure, since, at, wait }))
        }
        Verdict::GiveUp => give_up(failure),
    }
}

/// Says where it happened and how often it was tried. The failure of a pipeline says that already, of a stage within it.
fn name(mut failure: Failure, site: &Site) -> Failure {
    if failure.stage.is_empty() || !is_pipeline(site) {
        failure.stage = path::of_site(site);
        failure.attempts = site.attempt;
    }
    failure
}

fn is_pipeline(site: &Site) -> bool {
    site.undo.is_none() && matches!(site.stage().kind, Kind::Stage { stage: StageRef::Pipeline(_), .. })
}
