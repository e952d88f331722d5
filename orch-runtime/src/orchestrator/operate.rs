//! What operators do: list, pause, resume, prune, erase.

use orch_core::Timestamp;
use orch_core::store::{
    Entry, LetterKind, Pause, PauseOf, Recipient, RunFilter, RunKey, RunRecord, RunStatus, Stats, StoreError, Write,
    Written,
};

use super::recovery::read_events;
use super::{OperateError, Orchestrator};

/// Who does something to a run, and why. It is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Who.
    pub sender: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Origin {
    /// This person or system.
    pub fn of(sender: impl Into<String>) -> Origin {
        Origin { sender: Some(sender.into()), reason: None }
    }

    /// Because of this.
    pub fn because(mut self, reason: impl Into<String>) -> Origin {
        self.reason = Some(reason.into());
        self
    }
}

/// A reason, from nobody in particular.
impl From<&str> for Origin {
    fn from(reason: &str) -> Origin {
        Origin { sender: None, reason: Some(reason.to_owned()) }
    }
}

impl Orchestrator {
    /// The runs that the filter lets through, ascending by number, at most [`RunFilter::limit`].
    ///
    /// # Errors
    /// If the store fails.
    pub async fn runs(&self, filter: RunFilter) -> Result<Vec<RunRecord>, StoreError> {
        self.inner.journal.read(move |store| Box::pin(async move { store.runs(&filter).await })).await
    }

    /// What is recorded of a run, oldest first.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn history(&self, run: RunKey) -> Result<Vec<Entry>, StoreError> {
        self.inner.journal.read(move |store| Box::pin(read_events(store, run, 0))).await
    }

    /// Ends the run of this pipeline and id, wherever it is driven.
    ///
    /// # Errors
    /// If there is none, it has ended, or the store fails.
    pub async fn cancel(&self, pipeline: &str, id: &str, origin: impl Into<Origin>) -> Result<(), OperateError> {
        let to = Recipient::Named { pipeline: pipeline.to_owned(), id: id.to_owned() };
        self.inner.post(to, LetterKind::Cancel, origin.into()).await
    }

    /// No attempt at this agent, or nothing of this pipeline, starts until it is resumed: in all runs, in all processes, and
    /// after restarts. What is under way goes on.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn pause(&self, of: PauseOf, name: &str, origin: impl Into<Origin>) -> Result<(), OperateError> {
        let Origin { sender, reason } = origin.into();
        let pause = Pause { of, name: name.to_owned(), sender, reason, since: self.inner.clock.now() };
        self.inner.journal.write(Write::Pause(pause)).await??;
        self.refresh_pauses().await
    }

    /// It may start again.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn resume(&self, of: PauseOf, name: &str) -> Result<(), OperateError> {
        self.inner.journal.write(Write::Resume { of, name: name.to_owned() }).await??;
        self.refresh_pauses().await
    }

    /// What is paused.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn pauses(&self) -> Result<Vec<Pause>, StoreError> {
        self.inner.journal.read(|store| store.pauses()).await
    }

    async fn refresh_pauses(&self) -> Result<(), OperateError> {
        let pauses = self.pauses().await?;
        self.inner.board.set(pauses);
        Ok(())
    }

    /// Removes runs that ended before this time, with their histories; their ids are free again. With `status`, only those that
    /// ended so. Gives how many were removed.
    ///
    /// # Errors
    /// If the store fails; what was removed until then is gone.
    pub async fn prune(
        &self,
        before: Timestamp,
        pipeline: Option<&str>,
        status: &[RunStatus],
    ) -> Result<u64, OperateError> {
        const AT_ONCE: u32 = 500;
        let mut removed = 0;
        loop {
            let prune =
                Write::Prune { pipeline: pipeline.map(str::to_owned), status: status.to_vec(), before, limit: AT_ONCE };
            let Written::Removed(count) = self.inner.journal.write(prune).await?? else { return Ok(removed) };
            removed += u64::from(count);
            if count < AT_ONCE {
                return Ok(removed);
            }
        }
    }

    /// Replaces the payloads of a run that has ended by tombstones: what happened stays, what it was about is gone.
    ///
    /// # Errors
    /// If there is no such run, it has not ended, or the store fails.
    pub async fn erase(&self, run: RunKey) -> Result<(), OperateError> {
        self.inner.journal.write(Write::Erase { run }).await??;
        Ok(())
    }

    /// How many runs there are and how much room they take.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn stats(&self) -> Result<Stats, StoreError> {
        self.inner.journal.read(|store| store.stats()).await
    }

    /// Writes a consistent copy of the store to this path while runs go on.
    ///
    /// # Errors
    /// If the store cannot, or fails.
    pub async fn back_up(&self, to: impl Into<std::path::PathBuf>) -> Result<(), StoreError> {
        let to = to.into();
        self.inner.journal.read(move |store| Box::pin(async move { store.back_up(&to).await })).await
    }
}
