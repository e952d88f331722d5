//! What the end of an attempt leads to: an output, a failure for good, or another attempt.

use std::time::Duration;

use orch_blueprint::{Kind, StageRef};
use orch_core::{Again, Apart, Failure, FailureKind, Outcome, Site, Timestamp, path};

use super::{End, Said};
use crate::engine::Embedded;
use crate::engine::place::Ended;
use crate::policy::retry::{Failing, Verdict, decide};

/// The end of an attempt whose call has ended like this; `start` is when it began, where somebody asked.
pub(super) fn end(engine: &Embedded, site: &Site, start: Option<Timestamp>, ended: Ended<Said>) -> End {
    match ended {
        Ok(Said::Done) => Outcome::Done(()),
        Ok(Said::Own(failure)) => conclude(engine, site, start, failure.into_inner(), false),
        Ok(Said::Fault(failure)) if is_pipeline(site) => conclude(engine, site, start, failure.into_inner(), false),
        Ok(Said::Fault(failure)) => not_called(site, failure),
        Err(failure) if failure.kind == FailureKind::Panicked && failure.attempts == 0 => not_called(site, failure),
        Err(failure) => conclude(engine, site, start, failure.into_inner(), true),
    }
}

/// The attempt was cut off with its process, and is not made again.
#[cold]
pub(super) fn interrupted(site: &Site) -> End {
    let message = "the process ended while it was under way, and nobody knows whether it happened";
    let failure = name(Failure::new(FailureKind::Interrupted, message), site);
    Outcome::Failed { failure: Apart::new(failure), error: None, unknown: true }
}

/// Plain Rust in the arguments failed: nothing was called, and computing it again gives the same.
#[cold]
fn not_called(site: &Site, mut failure: Apart<Failure>) -> End {
    failure.stage = path::of_site(site);
    failure.attempts = site.attempt - 1;
    Outcome::Failed { failure, error: None, unknown: false }
}

/// The verdict on a failed attempt. `lost`: the callee itself did not say how it ended.
#[cold]
fn conclude(engine: &Embedded, site: &Site, start: Option<Timestamp>, failure: Failure, lost: bool) -> End {
    let failure = name(failure, site);
    let effect = site.effect();
    let unsure = lost && effect.is_change();
    let give_up = |failure| Outcome::Failed { failure: Apart::new(failure), error: None, unknown: unsure };
    let Some(retry) = site.retry() else { return give_up(failure) };
    let now = engine.0.clock.now();
    let since = site.retried().map(|retried| retried.since).or(start).unwrap_or(now);
    let failing = Failing {
        attempt: site.attempt,
        class: failure.class,
        unsure,
        effect,
        retry_after: failure.retry_after,
        now,
        since,
        waited: site.retried().map_or(Duration::ZERO, |retried| retried.waited),
        chance: engine.0.clock.random(),
    };
    match decide(&retry, &failing) {
        Verdict::Again { at, wait } => {
            Outcome::Again(Apart::new(Again { attempt: site.attempt, failure, since, at, wait }))
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
