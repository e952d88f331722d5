//! What operators do: list, pause, resume, prune, erase.

use std::sync::Arc;

use orch_core::Timestamp;
use orch_core::store::{
    Answer, Entry, LetterKind, Pause, PauseOf, Recipient, RunFilter, RunKey, RunRecord, RunStatus, Stats, StoreError,
    Write, Written,
};

use super::recovery::read_events;
use super::submit::unexpected;
use super::{Inner, OperateError, Orchestrator};

/// A run that waits for the end of a pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRun {
    /// The name of its pipeline.
    pub pipeline: &'static str,
    /// Its id.
    pub id: Arc<str>,
    /// Its number.
    pub run: RunKey,
    /// The paths of the stages that do not start, in order: `Checkout/charge`.
    pub stages: Vec<String>,
}

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

    /// How much is recorded of it.
    pub(super) fn bytes(&self) -> usize {
        [&self.sender, &self.reason].into_iter().flatten().map(String::len).sum()
    }
}

impl Inner {
    /// Who does something and why, unless there is too much of it to be recorded.
    pub(super) fn checked(&self, origin: Origin) -> Result<Origin, OperateError> {
        let (bytes, limit) = (origin.bytes(), self.settings.limits.payload);
        if bytes > limit { Err(OperateError::TooLarge { bytes, limit }) } else { Ok(origin) }
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
    /// If there is none, it has ended, sender and reason are too large, or the store fails.
    pub async fn cancel(&self, pipeline: &str, id: &str, origin: impl Into<Origin>) -> Result<(), OperateError> {
        let to = Recipient::Named { pipeline: pipeline.to_owned(), id: id.to_owned() };
        let origin = self.inner.checked(origin.into())?;
        let posted = self.inner.post(to, LetterKind::Cancel, origin).await?;
        posted.map_err(|why| OperateError::refused(pipeline, id, why))
    }

    /// No attempt at this agent, or nothing of this pipeline, starts until it is resumed: in all runs, in all processes, and
    /// after restarts. What is under way goes on. [`held`](Orchestrator::held) tells which runs wait for the end of a pause.
    ///
    /// # Errors
    /// If no pipeline that is registered here has this name or an agent of it, also within those within it, if sender and reason
    /// are too large, or the store fails.
    pub async fn pause(&self, of: PauseOf, name: &str, origin: impl Into<Origin>) -> Result<(), OperateError> {
        self.inner.versions.check_known(of, name)?;
        self.pause_elsewhere(of, name, origin).await
    }

    /// Pauses like [`pause`](Orchestrator::pause), also what is not registered here: for an operator's process, when only others
    /// know the name. A misspelled one pauses nothing.
    ///
    /// # Errors
    /// If sender and reason are too large, or the store fails.
    pub async fn pause_elsewhere(
        &self,
        of: PauseOf,
        name: &str,
        origin: impl Into<Origin>,
    ) -> Result<(), OperateError> {
        let Origin { sender, reason } = self.inner.checked(origin.into())?;
        let pause = Pause { of, name: name.to_owned(), sender, reason, since: self.inner.clock.now() };
        granted(self.inner.journal.write(Write::Pause(pause)).await?)?;
        self.refresh_pauses().await
    }

    /// It may start again.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn resume(&self, of: PauseOf, name: &str) -> Result<(), OperateError> {
        granted(self.inner.journal.write(Write::Resume { of, name: name.to_owned() }).await?)?;
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
            let Written::Removed(count) = granted(self.inner.journal.write(prune).await?)? else { return Ok(removed) };
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
        let Err(why) = self.inner.journal.write(Write::Erase { run }).await? else { return Ok(()) };
        let record = self.inner.journal.read(move |store| store.run(run)).await?.ok_or(OperateError::NoRun(run))?;
        Err(OperateError::refused(&record.pipeline, &record.id, why))
    }

    /// The runs driven by this process that wait for the end of a pause, and where. In the lists of
    /// [`runs`](Orchestrator::runs) they are `running`: the store does not know what a process holds back.
    pub fn held(&self) -> Vec<HeldRun> {
        self.inner.active.held()
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

/// What no store has a reason to refuse.
fn granted(answer: Answer) -> Result<Written, StoreError> {
    answer.map_err(|refused| unexpected(format!("{refused:?}")))
}
