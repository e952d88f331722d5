//! Processes: who is alive, who drives what.

use super::super::{Claim, ClaimOf, Claimed, Process, RunKey, RunStatus, Written};
use super::run::Run;
use super::tables::Tables;
use crate::Timestamp;

/// The lease of a process that drives something and has not entered: it has run out at any time.
const NO_LEASE: Timestamp = Timestamp::from_micros(i64::MIN);

impl Tables {
    pub(super) fn crash(&mut self) {
        while let Some((process, _)) = self.processes.pop_first() {
            self.hand_back(&process, true);
            self.dead.insert(process);
        }
    }

    pub(super) fn enter(&mut self, process: Process, until: Timestamp) -> Written {
        if !self.dead.contains(&process) {
            self.processes.insert(process, until);
        }
        Written::Done
    }

    /// A process that drives something can always be found, so that what it drives can be taken from it.
    pub(super) fn expect(&mut self, process: &Process) {
        if !self.processes.contains_key(process) {
            self.processes.insert(process.clone(), NO_LEASE);
        }
    }

    pub(super) fn leave(&mut self, process: &Process) -> Written {
        self.processes.remove(process);
        self.hand_back(process, false);
        Written::Done
    }

    pub(super) fn claim(&mut self, claim: &Claim) -> Written {
        if self.dead.contains(&claim.process) {
            return Written::Claimed(Vec::new());
        }
        self.bury(claim);
        self.expect(&claim.process);
        let found = self.claimable(claim);
        Written::Claimed(found.into_iter().map(|run| self.take(run, &claim.process)).collect())
    }

    /// Takes their runs from processes whose lease has run out. Nobody buries itself.
    fn bury(&mut self, claim: &Claim) {
        let others =
            self.processes.iter().filter(|(process, until)| **until <= claim.now && **process != claim.process);
        let gone: Vec<Process> = others.map(|(process, _)| process.clone()).collect();
        for process in gone {
            self.processes.remove(&process);
            self.hand_back(&process, true);
        }
    }

    /// Nobody drives any more what this process drives.
    fn hand_back(&mut self, process: &Process, crashed: bool) {
        let driven = self.runs.iter().filter(|(_, run)| run.record.owner.as_ref() == Some(process));
        let driven: Vec<RunKey> = driven.map(|(key, _)| *key).collect();
        for key in driven {
            self.change(key, |run| {
                run.record.owner = None;
                run.record.crashes += u32::from(crashed);
                run.crashed |= crashed;
            });
        }
    }

    fn claimable(&self, claim: &Claim) -> Vec<RunKey> {
        let limit = claim.limit as usize;
        let is_due = |run: &Run| run.is_wanted() || run.record.wake.is_some_and(|wake| wake <= claim.now);
        match &claim.of {
            ClaimOf::Run(run) => self.idle.get(run).copied().into_iter().take(limit).collect(),
            ClaimOf::Pipelines { names, after, except } => {
                let from = after.map_or(RunKey(i64::MIN), |after| RunKey(after.0.saturating_add(1)));
                let runs = self.idle.range(from..).map(|key| (key, &self.runs[key]));
                let due = runs.filter(|(_, run)| {
                    names.contains(&run.record.pipeline) && is_due(run) && !except.contains(&run.record.run)
                });
                due.map(|(key, _)| *key).take(limit).collect()
            }
        }
    }

    fn take(&mut self, key: RunKey, process: &Process) -> Claimed {
        self.change(key, |run| {
            let record = &mut run.record;
            (record.status, record.owner) = (RunStatus::Running, Some(process.clone()));
            (record.parked, record.wake) = (None, None);
            record.waits.clear();
            record.token += 1;
            Claimed { crashed: std::mem::take(&mut run.crashed), record: record.clone() }
        })
    }
}
