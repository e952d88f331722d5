//! What became of runs when an orchestrator started.

use std::collections::BTreeMap;

use orch_core::store::{Process, RunFilter, RunRecord, RunStatus, StoreError};

use super::Inner;
use super::recovery::{Taken, read_events};

/// How many parked runs of other versions are looked at when an orchestrator starts.
const CHECKED: usize = 10_000;

/// What became of the runs that were under way when an orchestrator started.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StartReport {
    /// These go on.
    pub resumed: u64,
    /// These wait for timers and signals.
    pub parked: u64,
    /// These fit no pipeline that is registered here, parked ones included. They were left as they are, for a process that they fit.
    pub incompatible: Vec<Incompatible>,
    /// These are driven by other processes.
    pub held: BTreeMap<Process, u64>,
    /// Over these, processes died again and again: they were dead-lettered.
    pub dead_lettered: u64,
    /// Of those that are parked, these are of versions that are not registered here, and were not looked at: at most 10,000 are.
    /// They are when they are woken.
    pub unchecked: u64,
    /// These are taken up as soon as others end: as many as allowed are under way.
    pub waiting: u64,
}

/// A run that fits no pipeline that is registered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incompatible {
    /// The name of its pipeline.
    pub pipeline: String,
    /// Its id.
    pub id: String,
    /// What does not fit, with stage and field.
    pub why: String,
}

impl StartReport {
    pub(super) fn count(&mut self, taken: Taken) {
        match taken {
            Taken::Resumed => self.resumed += 1,
            Taken::Unfit(unfit) => self.incompatible.push(unfit),
            Taken::DeadLettered => self.dead_lettered += 1,
        }
    }

    /// Counts the runs that were not taken.
    pub(super) async fn look_around(&mut self, inner: &Inner) -> Result<(), StoreError> {
        let mut filter = RunFilter { status: vec![RunStatus::Running, RunStatus::Parked], ..RunFilter::default() };
        let mut checked = 0;
        loop {
            let asked = filter.clone();
            let page = inner.journal.read(move |store| Box::pin(async move { store.runs(&asked).await })).await?;
            let mut doubtful = Vec::new();
            for run in &page {
                match &run.owner {
                    Some(owner) if *owner != inner.process => *self.held.entry(owner.clone()).or_default() += 1,
                    None if run.status == RunStatus::Parked => {
                        self.parked += 1;
                        doubtful.extend(inner.versions.is_doubtful(run).then(|| run.clone()));
                    }
                    None if inner.permits.available_permits() == 0 && !inner.versions.is_unfit(run.run) => {
                        self.waiting += 1
                    }
                    _ => {}
                }
            }
            self.look_closer(inner, doubtful, &mut checked).await?;
            match page.last() {
                Some(last) if page.len() == filter.limit as usize => filter.after = Some(last.run),
                _ => return Ok(()),
            }
        }
    }

    /// Tells which of these parked runs fit none of the versions here: better now than when their signals come.
    async fn look_closer(
        &mut self,
        inner: &Inner,
        mut doubtful: Vec<RunRecord>,
        checked: &mut usize,
    ) -> Result<(), StoreError> {
        if doubtful.is_empty() {
            return Ok(());
        }
        let left = CHECKED - *checked;
        self.unchecked += doubtful.len().saturating_sub(left) as u64;
        doubtful.truncate(left);
        *checked += doubtful.len();
        for record in doubtful {
            let (run, origin) = (record.run, record.origin);
            // One history at a time is in memory.
            let entries = inner.journal.read(move |store| Box::pin(read_events(store, run, origin))).await?;
            if let Some(why) = inner.versions.misfit(&record, entries) {
                inner.versions.note_parked_misfit(run);
                tracing::warn!(record.pipeline, record.id, why, "a parked run fits no version that is registered");
                self.parked -= 1;
                self.incompatible.push(Incompatible { pipeline: record.pipeline, id: record.id, why });
            }
        }
        Ok(())
    }
}
