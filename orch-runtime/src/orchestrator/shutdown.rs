//! Ending in order: nothing new, what runs may end, the rest is handed back.

use std::sync::atomic::Ordering;
use std::time::Duration;

use orch_core::store::{StoreError, Write};
use tokio::time::timeout;

use super::Orchestrator;
use crate::control::RecordedMail;

/// How long runs have to be handed back once their attempts were dropped.
const LAST: Duration = Duration::from_secs(5);

impl Orchestrator {
    /// Ends in order. From now on nothing is submitted and no attempt starts; those that run have `grace` to end and are dropped
    /// then, which their tokens tell them. What has not ended is handed back, so another process may take it at once, and none
    /// of it counts as a crash. When this is ready everything is on disk.
    ///
    /// An agent that does not come back when it is dropped (it blocks the thread it runs on) is waited for up to 5 s beyond the
    /// grace; mark such an agent `blocking`.
    ///
    /// A `once` stage whose attempt had to be dropped is unknown: nobody can tell whether it happened.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn shutdown(&self, grace: Duration) -> Result<(), StoreError> {
        let inner = &self.inner;
        inner.stopping.store(true, Ordering::Release);
        // Before the places are closed, so that inputs take nothing more that they could not submit.
        // Whatever they are submitting is told to release like the rest.
        inner.inputs.stop();
        inner.permits.close();
        inner.keeper.stop();
        let _ = timeout(grace, inner.inputs.none()).await;
        inner.inputs.abort_all();
        inner.active.tell_all(RecordedMail::Release);
        if timeout(grace, inner.active.none()).await.is_err() {
            inner.active.tell_all(RecordedMail::Abandon);
            let _ = timeout(LAST, inner.active.none()).await;
        }
        inner.active.abort_all();
        inner.give_up_all("the orchestrator was shut down");
        let left = inner.journal.write(Write::Leave { process: inner.process.clone() }).await?;
        debug_assert!(left.is_ok(), "nothing hinders a process from leaving: {left:?}");
        Ok(())
    }

    /// It could not be started: what it has taken already is not left to a process that nobody knows.
    pub(super) async fn abandon(&self) {
        self.kill();
        let _ = self.inner.journal.write(Write::Leave { process: self.inner.process.clone() }).await;
    }

    /// Ends at once and in no order, as a killed process does: for tests.
    #[doc(hidden)]
    pub fn kill(&self) {
        self.inner.stopping.store(true, Ordering::Release);
        self.inner.keeper.stop();
        self.inner.inputs.stop();
        self.inner.inputs.abort_all();
        self.inner.active.abort_all();
    }
}
