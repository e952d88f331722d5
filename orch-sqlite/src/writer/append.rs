//! Events of a run, and what becomes of the run with them.

use orch_core::store::{Answer, Append, Entry, Refused, RunKey, RunStatus, Then, Waited, Written};
use rusqlite::{Result, params};

use super::Batch;
use super::known::Held;
use crate::events;
use crate::reader::{all, one};
use crate::rows::{self, integer};

impl Batch<'_> {
    pub(super) fn append(&mut self, append: Append) -> Result<Answer> {
        let Append { run, token, events, then } = append;
        let held = match self.held(run, token)? {
            Ok(held) => held,
            Err(refused) => return Ok(Err(refused)),
        };
        if let Some(found) = gap(&events, held.next) {
            return Ok(Err(Refused::Gap { run, found, last: held.next.saturating_sub(1) }));
        }
        if let Then::Park { seen, .. } = then
            && self.has_mail(run, seen, &events)?
        {
            return Ok(Err(Refused::Mail));
        }
        self.insert(run, &events)?;
        let next = held.next + events.len() as u64;
        if !events.is_empty() {
            self.known.hold(run, Held { next, ..held });
        }
        self.then(run, next.saturating_sub(1), then)?;
        Ok(Ok(Written::Done))
    }

    /// Whether the run is held under this token.
    fn held(&mut self, run: RunKey, token: u64) -> Result<Result<Held, Refused>> {
        if let Some(held) = self.known.held(run) {
            return Ok(if held.token == token { Ok(held) } else { Err(Refused::Fenced { run }) });
        }
        let sql = "SELECT token, status, owner NOT NULL FROM runs WHERE run = ?";
        let row =
            one(self.connection, sql, [run.0], |row| Ok((rows::count(row, 0)?, rows::word(row, 1)?, row.get(2)?)))?;
        let Some((last, status, is_driven)) = row else { return Ok(Err(Refused::NoRun)) };
        let status: RunStatus = status;
        Ok(match (last == token, status.has_ended(), is_driven) {
            (true, true, _) => Err(Refused::Ended),
            (true, false, true) => {
                let held = Held { token, next: self.next(run)? };
                self.known.hold(run, held);
                Ok(held)
            }
            _ => Err(Refused::Fenced { run }),
        })
    }

    /// The number of the next event.
    fn next(&self, run: RunKey) -> Result<u64> {
        let sql = "SELECT coalesce(max(seq) + 1, 0) FROM events WHERE run = ?";
        one(self.connection, sql, [run.0], |row| rows::count(row, 0)).map(Option::unwrap_or_default)
    }

    /// Whether there is a letter that was neither seen nor is taken by these events.
    fn has_mail(&self, run: RunKey, seen: u64, events: &[Entry]) -> Result<bool> {
        let sql = "SELECT number FROM letters WHERE run = ? AND taken IS NULL AND number > ?";
        let unseen = all(self.connection, sql, params![run.0, integer(seen)], |row| rows::count(row, 0))?;
        Ok(unseen.into_iter().any(|number| events.iter().all(|event| event.letter != Some(number))))
    }

    pub(super) fn insert(&mut self, run: RunKey, events: &[Entry]) -> Result<()> {
        for row in events::rows(events) {
            row.insert(run.0, &mut self.insert)?;
        }
        for event in events {
            if let Some(letter) = event.letter.map(integer) {
                let sql = "UPDATE letters SET taken = ? WHERE number = ? AND run = ? AND taken IS NULL";
                let taken = self.execute(sql, params![integer(event.seq), letter, run.0])?;
                debug_assert_eq!(taken, 1, "letter {letter} was taken before");
            }
        }
        Ok(())
    }

    /// What becomes of the run. `last` is the number of its last event.
    fn then(&mut self, run: RunKey, last: u64, then: Then) -> Result<()> {
        let run_key = run.0;
        match then {
            Then::GoOn => return Ok(()),
            Then::Moved => self.execute("UPDATE runs SET crashes = 0 WHERE run = ?", [run_key])?,
            Then::Adopt { fingerprint } => {
                self.execute("UPDATE runs SET fingerprint = ? WHERE run = ?", params![fingerprint, run_key])?
            }
            Then::Restart => {
                self.execute("UPDATE runs SET origin = ?, crashes = 0 WHERE run = ?", [integer(last), run_key])?
            }
            Then::Park { wake, waits, seen: _, time, worked_micros } => {
                self.known.let_go(run);
                let wake = wake.map(|wake| wake.as_micros());
                let sql = "UPDATE runs SET status = 'parked', owner = NULL, parked = ?, wake = ?, waits = ?, \
                    worked_micros = ? WHERE run = ?";
                let (time, worked) = (time.as_micros(), integer(worked_micros));
                self.execute(sql, params![time, wake, json(&waits), worked, run_key])?
            }
            Then::Release { worked_micros } => {
                self.known.let_go(run);
                let sql = "UPDATE runs SET owner = NULL, ready = 1, worked_micros = ? WHERE run = ?";
                self.execute(sql, [integer(worked_micros), run_key])?
            }
            Then::End { status, failure, time, worked_micros } => {
                self.known.let_go(run);
                let sql = "UPDATE runs SET status = ?, owner = NULL, ended = ?, failure = ?, worked_micros = ? \
                    WHERE run = ?";
                let (time, worked) = (time.as_micros(), integer(worked_micros));
                self.execute(sql, params![status.word(), time, failure, worked, run_key])?
            }
        };
        Ok(())
    }
}

/// The number of the first event that does not follow on the one before it.
pub(super) fn gap(events: &[Entry], next: u64) -> Option<u64> {
    (next..).zip(events).find(|(expected, found)| *expected != found.seq).map(|(_, found)| found.seq)
}

/// Nothing, if it waits for nothing. Otherwise text and numbers, which can always be written.
fn json(waits: &[Waited]) -> Option<String> {
    if waits.is_empty() { None } else { serde_json::to_string(waits).ok() }
}
