//! What the end of an attempt leads to: an output, a failure for good, or another attempt.

use std::time::Duration;

use orch_blueprint::{Kind, StageRef};
use orch_core::{Again, Failure, FailureKind, Fault, Outcome, Site, Stage, Timestamp, path};

use crate::engine::Embedded;
use crate::engine::place::Ended;
use crate::policy::retry::{Failing, Verdict, decide};

/// The outcome of an attempt that has ended like this; `start` is when it began, where somebody asked.
pub(super) fn outcome<S: Stage>(
    engine: &Embedded,
    site: &Site,
    start: Option<Timestamp>,
    ended: Ended<Result<S::Output, Fault<S::Error>>>,
) -> Outcome<S::Output, S::Error> {
    match ended {
        Ok(Ok(output)) => Outcome::Done(output),
        Ok(Err(fault)) => judge::<S>(engine, site, start, fault),
        Err(failure) if failure.kind == FailureKind::Panicked && failure.attempts == 0 => not_called(site, failure),
        Err(failure) => conclude(engine, site, start, *failure, None, true),
    }
}

/// The attempt was cut off with its process, and is not made again.
#[cold]
pub(super) fn interrupted<O, E>(site: &Site) -> Outcome<O, E> {
    let message = "the process ended while it was under way, and nobody knows whether it happened";
    let failure = name(Failure::new(FailureKind::Interrupted, message), site);
    Outcome::Failed { failure: Box::new(failure), error: None, unknown: true }
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
