//! Pauses and facts, and how runs that have ended go.

use orch_core::Timestamp;
use orch_core::store::{Answer, Pause, PauseOf, Refused, RunKey, RunStatus, Written};
use rusqlite::types::Value;
use rusqlite::{Result, params, params_from_iter};

use super::Batch;
use crate::reader::{all, one, words};

impl Batch<'_> {
    pub(super) fn pause(&mut self, pause: &Pause) -> Result<Answer> {
        let sql = "INSERT OR REPLACE INTO pauses (kind, name, sender, reason, since) VALUES (?, ?, ?, ?, ?)";
        let Pause { of, name, sender, reason, since } = pause;
        self.execute(sql, params![of.word(), name, sender, reason, since.as_micros()])?;
        Ok(Ok(Written::Done))
    }

    pub(super) fn resume(&mut self, of: PauseOf, name: &str) -> Result<Answer> {
        self.execute("DELETE FROM pauses WHERE kind = ? AND name = ?", params![of.word(), name])?;
        Ok(Ok(Written::Done))
    }

    pub(super) fn keep(&mut self, name: &str, expect: Option<Option<String>>, value: Option<&str>) -> Result<Answer> {
        if let Some(expected) = expect {
            let sql = "SELECT value FROM facts WHERE name = ?";
            let found: Option<String> = one(self.connection, sql, [name], |row| row.get(0))?;
            if found != expected {
                return Ok(Err(Refused::Changed));
            }
        }
        match value {
            Some(value) => self.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", [name, value])?,
            None => self.execute("DELETE FROM facts WHERE name = ?", [name])?,
        };
        Ok(Ok(Written::Done))
    }

    pub(super) fn prune(
        &mut self,
        pipeline: Option<&str>,
        status: &[RunStatus],
        before: Timestamp,
        limit: u32,
    ) -> Result<Answer> {
        let mut conditions = String::from("owner IS NULL AND ended < ?");
        let mut values = vec![Value::Integer(before.as_micros())];
        if let Some(pipeline) = pipeline {
            conditions.push_str(" AND pipeline = ?");
            values.push(Value::Text(pipeline.to_owned()));
        }
        if !status.is_empty() {
            conditions.push_str(&format!(" AND status IN ({})", words(status)));
        }
        values.push(Value::Integer(limit.into()));
        let sql = format!("SELECT run FROM runs INDEXED BY runs_by_end WHERE {conditions} ORDER BY run LIMIT ?");
        let old: Vec<i64> = all(self.connection, &sql, params_from_iter(values), |row| row.get(0))?;
        if let Some(last) = old.last() {
            // Their numbers are not given again.
            self.execute("UPDATE removed SET run = max(run, ?)", [last])?;
        }
        for run in &old {
            self.execute("DELETE FROM events WHERE run = ?", [run])?;
            self.execute("DELETE FROM letters WHERE run = ?", [run])?;
            self.execute("DELETE FROM runs WHERE run = ?", [run])?;
        }
        Ok(Ok(Written::Removed(old.len() as u32)))
    }

    pub(super) fn erase(&mut self, run: RunKey) -> Result<Answer> {
        let sql = "SELECT ended NOT NULL FROM runs WHERE run = ?";
        match one(self.connection, sql, [run.0], |row| row.get(0))? {
            None => return Ok(Err(Refused::NoRun)),
            Some(false) => return Ok(Err(Refused::NotEnded)),
            Some(true) => {}
        }
        self.erased = true;
        // Before anything is moved: what is of the same length is overwritten where it stands, and when SQLite moves rows, it
        // may leave some of their bytes behind.
        for (table, column) in [("events", "payload"), ("letters", "payload"), ("runs", "failure")] {
            let sql = format!(
                "UPDATE {table} SET {column} = CAST(zeroblob(octet_length({column})) AS TEXT) \
                 WHERE run = ? AND {column} NOT NULL"
            );
            self.execute(&sql, [run.0])?;
        }
        self.execute("UPDATE events SET payload = NULL WHERE run = ?", [run.0])?;
        self.execute("UPDATE letters SET payload = NULL WHERE run = ?", [run.0])?;
        self.execute("UPDATE runs SET failure = NULL, erased = 1 WHERE run = ?", [run.0])?;
        Ok(Ok(Written::Done))
    }
}
