//! What is accepted: runs, and letters to them.

use orch_core::store::{
    Answer, LetterKind, NewLetter, NewRun, Process, Recipient, Refused, RunKey, RunRecord, RunStatus, Written,
};
use rusqlite::types::ValueRef;
use rusqlite::{Result, params};

use super::Batch;
use super::append::gap;
use super::known::Held;
use crate::events;
use crate::reader::one;
use crate::rows;
use crate::sum::{Sum, text};

impl Batch<'_> {
    pub(super) fn create(&mut self, new: NewRun) -> Result<Answer> {
        if let Some(record) = self.named(&new)? {
            let sql = format!("SELECT {} FROM events WHERE run = ? ORDER BY seq LIMIT 1", events::COLUMNS);
            let first = one(self.connection, &sql, [record.run.0], events::read)?;
            let input = first.map(|(input, _)| input).filter(|input| input.payload.is_some());
            return Ok(Ok(Written::Exists { record: Box::new(record), input }));
        }
        if let Some(found) = gap(&new.events, 0) {
            return Ok(Err(Refused::Gap { run: RunKey(0), found, last: 0 }));
        }
        let owner = new.owner.as_ref();
        owner.map_or(Ok(()), |owner| self.expect(owner))?;
        let sql = "INSERT INTO runs (run, pipeline, id, correlation, fingerprint, status, owner, token, created, ready, sum) \
            VALUES (?, ?, ?, ?, ?, 'running', ?, 1, ?, ?, ?)";
        let NewRun { pipeline, id, correlation, fingerprint, created, .. } = &new;
        let (owner, ready) = (owner.map(|owner| &*owner.0), owner.is_none());
        let correlation = Some(correlation.as_str()).filter(|correlation| correlation != id);
        let fixed = [(**pipeline).into(), (**id).into(), text(correlation), ValueRef::Integer(created.as_micros())];
        let sum = Sum::of(&fixed);
        let run = self.next_run()?;
        let params = params![run.0, pipeline, id, correlation, fingerprint, owner, created.as_micros(), ready, sum];
        self.execute(sql, params)?;
        self.insert(run, &new.events)?;
        if new.owner.is_some() {
            self.known.hold(run, Held { token: 1, next: new.events.len() as u64 });
        }
        Ok(Ok(Written::Created { run, token: 1 }))
    }

    /// The number of a new run: one more than any before, also of those that were removed.
    fn next_run(&mut self) -> Result<RunKey> {
        let last = match self.known.last_run {
            Some(last) => last,
            None => {
                let sql =
                    "SELECT max(coalesce((SELECT max(run) FROM runs), 0), coalesce((SELECT max(run) FROM removed), 0))";
                one(self.connection, sql, [], |row| row.get(0))?.unwrap_or_default()
            }
        };
        self.known.last_run = Some(last + 1);
        Ok(RunKey(last + 1))
    }

    fn named(&self, new: &NewRun) -> Result<Option<RunRecord>> {
        let sql = format!("SELECT {} FROM runs WHERE pipeline = ? AND id = ?", rows::RUN);
        one(self.connection, &sql, [&new.pipeline, &new.id], rows::run)
    }

    pub(super) fn post(&mut self, new: NewLetter) -> Result<Answer> {
        let Some((run, status, owner)) = self.recipient(&new.to)? else { return Ok(Err(Refused::NoRun)) };
        if status.has_ended() {
            return Ok(Err(Refused::Ended));
        }
        let sql = "SELECT count(*) FROM letters WHERE run = ? AND taken IS NULL";
        let untaken = one(self.connection, sql, [run.0], |row| rows::count(row, 0))?.unwrap_or_default();
        if untaken >= u64::from(new.limit) {
            return Ok(Err(Refused::MailboxFull { limit: new.limit }));
        }
        if status == RunStatus::Parked {
            self.execute("UPDATE runs SET ready = 1 WHERE run = ? AND ready = 0", [run.0])?;
        }
        let (kind, name, key, payload) = match new.kind {
            LetterKind::Signal { name, key, payload } => ("signal", Some(name), key, Some(payload)),
            LetterKind::Cancel => ("cancel", None, None, None),
        };
        let sql = "INSERT INTO letters (run, kind, name, key, payload, sender, reason, time, sum) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let time = new.time.as_micros();
        let said = [&name, &key, &payload, &new.sender, &new.reason].map(|said| text(said.as_deref()));
        let sum =
            Sum::of(&[[ValueRef::Integer(run.0), kind.into()].as_slice(), &said, &[ValueRef::Integer(time)]].concat());
        let params = params![run.0, kind, name, key, payload, new.sender, new.reason, time, sum];
        let number = self.connection.prepare_cached(sql)?.insert(params)? as u64;
        Ok(Ok(Written::Posted { number, run, owner }))
    }

    fn recipient(&self, to: &Recipient) -> Result<Option<(RunKey, RunStatus, Option<Process>)>> {
        let read = |row: &rusqlite::Row<'_>| {
            let owner: Option<std::sync::Arc<str>> = row.get(2)?;
            Ok((RunKey(row.get(0)?), rows::word(row, 1)?, owner.map(Process)))
        };
        match to {
            Recipient::Run(run) => {
                one(self.connection, "SELECT run, status, owner FROM runs WHERE run = ?", [run.0], read)
            }
            Recipient::Named { pipeline, id } => {
                let sql = "SELECT run, status, owner FROM runs WHERE pipeline = ? AND id = ?";
                one(self.connection, sql, [pipeline, id], read)
            }
        }
    }
}
