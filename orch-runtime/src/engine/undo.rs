//! What is different where something has to be undone: a call that undoes hears of no cancellation, and a pipeline that has
//! something to undo is told to end and awaited, where others are dropped.

use std::any::Any;
use std::future::pending;
use std::sync::Arc;

use orch_core::context::{Host, RunScope};
use orch_core::engine::BoxFuture;
use orch_core::{Apart, Engine, Failure, Site, path};

use super::Embedded;
use super::attempt::Said;
use super::place::Ended;

/// The run as a call sees it that undoes something: whatever ended the run, this call is wanted.
pub(super) fn scope(run: &RunScope) -> Arc<RunScope> {
    let host = Arc::new(Deaf(Arc::clone(&run.host)));
    Arc::new(RunScope { host, ..run.clone() })
}

struct Deaf(Arc<dyn Host>);

impl Host for Deaf {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn cancelled(&self) -> BoxFuture<()> {
        Box::pin(pending())
    }

    fn emit(&self, stage: &str, value: Arc<dyn Any + Send + Sync>) {
        self.0.emit(stage, value);
    }
}

/// Whether an attempt whose time is over is waited for: a pipeline, which is told to end and undoes what it did.
#[cold]
pub(super) fn waits(engine: &Embedded, site: &Site, failure: &Failure) -> bool {
    let waits = site.undo.is_none() && site.winds_down();
    if waits {
        engine.stop_child(&path::of_site(site), failure);
    }
    waits
}

/// The end of a pipeline that was told to end because its time was over: that is why it failed. One that was done before
/// it heard of it is done.
pub(super) fn late(ended: Ended<Said>, late: &mut Option<Apart<Failure>>) -> Ended<Said> {
    match (ended, late.take()) {
        (Ok(Said::Fault(ended)), Some(mut failure)) => {
            failure.details = ended.into_inner().details;
            Ok(Said::Fault(failure))
        }
        (ended, _) => ended,
    }
}
