//! Spans for run, stage and attempt. Their fields are only computed where somebody listens.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use orch_blueprint::{Blueprint, Kind};
use orch_core::path;
use orch_core::{At, Failure, Outcome, Site};
use tracing::level_filters::LevelFilter;
use tracing::{Span, debug, info, info_span, warn};

use crate::engine::{End, Run};
use crate::rare::Rare;

/// The spans of stages between two attempts: an attempt is one call, a stage may need several.
#[derive(Debug, Default)]
pub(crate) struct StageSpans(Mutex<Rare<BTreeMap<(At, u16), Span>>>);

/// The spans of one attempt and its stage.
pub(crate) struct AttemptSpans {
    stage: Span,
    pub(crate) attempt: Span,
}

/// The span of a run.
pub(crate) fn run(run: &Run) -> Span {
    info_span!(
        "run",
        run_id = &*run.scope().id,
        correlation_id = &*run.scope().correlation,
        pipeline = run.blueprint.name,
        depth = run.scope().depth,
    )
}

impl AttemptSpans {
    /// Whether anybody listens: one look at an atomic number.
    #[inline]
    pub(crate) fn are_wanted() -> bool {
        LevelFilter::current() >= LevelFilter::WARN
    }
}

impl StageSpans {
    /// Opens the span of an attempt, and that of its stage with the first one.
    ///
    /// `None` where nobody listens.
    #[inline]
    pub(crate) fn open(&self, run: &Run, site: &Site) -> Option<Box<AttemptSpans>> {
        AttemptSpans::are_wanted().then(|| Box::new(self.build(run, site)))
    }

    fn build(&self, run: &Run, site: &Site) -> AttemptSpans {
        let kept = (site.attempt > 1).then(|| self.take(site)).flatten();
        let stage = kept.unwrap_or_else(|| stage(run, site));
        let attempt = info_span!(
            parent: &stage,
            "attempt",
            run_id = &*run.scope().id,
            correlation_id = &*run.scope().correlation,
            pipeline = site.blueprint.name,
            stage = path::of_site(site),
            attempt = site.attempt,
            undo = site.undo.map(|undo| undo.name),
        );
        AttemptSpans { stage, attempt }
    }

    /// Tells how the attempt ended, and keeps its stage's span if there will be another.
    #[inline]
    pub(crate) fn close(&self, spans: Option<Box<AttemptSpans>>, site: &Site, end: &End) {
        if let Some(spans) = spans {
            self.tell(*spans, site, end);
        }
    }

    fn tell(&self, spans: AttemptSpans, site: &Site, end: &End) {
        match end {
            Outcome::Done(()) => {}
            Outcome::Again(again) => {
                spans.attempt.in_scope(|| debug!(failure = %again.failure, wait = ?again.wait, "retry"));
                if !spans.stage.is_disabled() {
                    let key = (site.at.clone(), site.node);
                    self.0.lock().unwrap_or_else(PoisonError::into_inner).make().insert(key, spans.stage);
                }
            }
            Outcome::Failed { failure, unknown, .. } => spans.attempt.in_scope(|| failed(failure, *unknown)),
        }
    }

    fn take(&self, site: &Site) -> Option<Span> {
        let mut spans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        spans.get_mut()?.remove(&(site.at.clone(), site.node))
    }
}

fn stage(run: &Run, site: &Site) -> Span {
    info_span!(
        "stage",
        run_id = &*run.scope().id,
        correlation_id = &*run.scope().correlation,
        pipeline = site.blueprint.name,
        stage = path::of_site(site),
    )
}

fn failed(failure: &Failure, unknown: bool) {
    warn!(
        kind = ?failure.kind,
        class = failure.class.word(),
        attempts = failure.attempts,
        unknown,
        message = %failure.message,
        "stage failed"
    );
}

/// Tells that a stage takes over from one that failed.
pub(crate) fn fallback(blueprint: &'static Blueprint, node: u16) {
    if let Some(guard) = &blueprint.nodes[usize::from(node)].guard
        && guard.case == 1
    {
        took_over(blueprint, node, guard.node);
    }
}

#[cold]
fn took_over(blueprint: &'static Blueprint, node: u16, failed: u16) {
    let failed = &blueprint.nodes[usize::from(failed)];
    if matches!(failed.kind, Kind::Stage { fallback: Some(fallback), .. } if fallback.node == node) {
        info!(stage = blueprint.nodes[usize::from(node)].name, failed = failed.name, "fallback");
    }
}

/// Tells how a run ended.
pub(crate) fn run_ended(outcome: Result<(), &Failure>) {
    match outcome {
        Ok(()) => debug!("run succeeded"),
        Err(failure) => warn!(kind = ?failure.kind, message = %failure, "run failed"),
    }
}
