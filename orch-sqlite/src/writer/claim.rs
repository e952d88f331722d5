//! Processes: who is alive, who drives what.

use orch_core::Timestamp;
use orch_core::store::{Answer, Claim, ClaimOf, Claimed, Process, RunKey, RunStatus, Written};
use rusqlite::{Result, params};

use super::Batch;
use crate::reader::all;
use crate::rows;

impl Batch<'_> {
    pub(super) fn enter(&mut self, process: &Process, until: Timestamp) -> Result<Answer> {
        self.alive.enter(process);
        let sql = "INSERT INTO processes (process, until) VALUES (?, ?) \
            ON CONFLICT (process) DO UPDATE SET until = excluded.until";
        self.execute(sql, params![process.0, until.as_micros()])?;
        self.known.processes.insert(process.clone());
        Ok(Ok(Written::Done))
    }

    /// A process that drives something has a row, so that what it drives can be taken from it. Where it has not entered, that says
    /// that its lease has run out.
    pub(super) fn expect(&mut self, process: &Process) -> Result<()> {
        if !self.known.processes.contains(process) {
            let sql = "INSERT INTO processes (process, until) VALUES (?, ?) ON CONFLICT (process) DO NOTHING";
            self.execute(sql, params![process.0, i64::MIN])?;
            self.known.processes.insert(process.clone());
        }
        Ok(())
    }

    pub(super) fn leave(&mut self, process: Process) -> Result<Answer> {
        self.forget(&process)?;
        self.execute("UPDATE runs SET owner = NULL, ready = 1 WHERE owner = ?", [&process.0])?;
        self.left.push(process);
        Ok(Ok(Written::Done))
    }

    pub(super) fn claim(&mut self, claim: &Claim) -> Result<Answer> {
        self.bury(claim)?;
        self.expect(&claim.process)?;
        let sql = "UPDATE runs SET ready = 1 WHERE wake <= ? AND ready = 0";
        self.execute(sql, [claim.now.as_micros()])?;
        let found = self.claimable(claim)?;
        let taken: Result<_> = found.into_iter().map(|run| self.take(run, &claim.process)).collect();
        Ok(Ok(Written::Claimed(taken?)))
    }

    /// Takes their runs from processes that are dead, or whose lease has run out. Nobody buries itself.
    fn bury(&mut self, claim: &Claim) -> Result<()> {
        let sql = "SELECT process, until <= ? FROM processes WHERE process <> ?";
        let others: Vec<(std::sync::Arc<str>, bool)> =
            all(self.connection, sql, params![claim.now.as_micros(), claim.process.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        for (process, has_run_out) in others {
            let process = Process(process);
            let dead = self.alive.find_dead(&process);
            if dead.is_none() && !has_run_out {
                continue;
            }
            self.dead.extend(dead);
            self.forget(&process)?;
            let sql = "UPDATE runs SET owner = NULL, ready = 1, crashed = 1, crashes = crashes + 1 WHERE owner = ?";
            self.execute(sql, [&process.0])?;
        }
        Ok(())
    }

    fn forget(&mut self, process: &Process) -> Result<()> {
        self.known.forget();
        self.execute("DELETE FROM processes WHERE process = ?", [&process.0]).map(drop)
    }

    fn claimable(&self, claim: &Claim) -> Result<Vec<RunKey>> {
        let key = |row: &rusqlite::Row<'_>| row.get(0).map(RunKey);
        let mut found = match &claim.of {
            ClaimOf::Run(run) => {
                let sql = "SELECT run FROM runs WHERE run = ? AND owner IS NULL AND ended IS NULL";
                all(self.connection, sql, [run.0], key)?
            }
            ClaimOf::Pipelines { names, after, except } => {
                let sql = "SELECT run FROM runs INDEXED BY runs_ready \
                    WHERE ready = 1 AND pipeline = ? AND run > ? ORDER BY run LIMIT ?";
                let after = after.map_or(i64::MIN, |after| after.0);
                // Those that are left out are few, so as many more are read.
                let limit = i64::from(claim.limit) + except.len() as i64;
                let mut found = Vec::new();
                for name in names {
                    found.extend(all(self.connection, sql, params![name, after, limit], key)?);
                }
                found.retain(|run| except.binary_search(run).is_err());
                found
            }
        };
        found.sort();
        found.dedup();
        found.truncate(claim.limit as usize);
        Ok(found)
    }

    fn take(&mut self, run: RunKey, process: &Process) -> Result<Claimed> {
        let sql = format!("SELECT {}, crashed FROM runs WHERE run = ?", rows::RUN);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (mut record, crashed) = statement.query_row([run.0], |row| Ok((rows::run(row)?, row.get("crashed")?)))?;
        let sql = "UPDATE runs SET status = 'running', owner = ?, token = token + 1, parked = NULL, wake = NULL, \
            waits = NULL, ready = 0, crashed = 0 WHERE run = ?";
        self.execute(sql, params![process.0, run.0])?;
        self.known.let_go(run);
        (record.status, record.owner) = (RunStatus::Running, Some(process.clone()));
        (record.parked, record.wake) = (None, None);
        record.waits.clear();
        record.token += 1;
        Ok(Claimed { record, crashed })
    }
}
