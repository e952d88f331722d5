//! What is read from the file.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use orch_core::Timestamp;
use orch_core::store::{Entry, Letter, Pause, RunFilter, RunKey, RunRecord, RunStatus, Stats, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Params, Row, params, params_from_iter};

use crate::error::{Step, damaged};
use crate::events;
use crate::options::Options;
use crate::rows::{self, integer};

/// Connections that only read. There are two, so that a long list does not keep the engine from reading an event.
#[derive(Debug)]
pub(crate) struct Readers([Mutex<Connection>; 2]);

impl Readers {
    pub(crate) fn new(options: &Options) -> Result<Readers, StoreError> {
        Ok(Readers([Mutex::new(options.reader()?), Mutex::new(options.reader()?)]))
    }

    pub(crate) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        read(&self.free())
    }

    /// A panic while reading changes nothing, so a poisoned connection is a good one.
    fn free(&self) -> MutexGuard<'_, Connection> {
        match self.0[0].try_lock() {
            Ok(connection) => connection,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => self.0[1].lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

pub(crate) fn run(connection: &Connection, run: RunKey) -> Result<Option<RunRecord>, StoreError> {
    let sql = format!("SELECT {} FROM runs WHERE run = ?", rows::RUN);
    one(connection, &sql, [run.0], rows::run).step("reading a run")
}

pub(crate) fn find(connection: &Connection, pipeline: &str, id: &str) -> Result<Option<RunRecord>, StoreError> {
    let sql = format!("SELECT {} FROM runs WHERE pipeline = ? AND id = ?", rows::RUN);
    one(connection, &sql, [pipeline, id], rows::run).step("reading a run")
}

pub(crate) fn runs(connection: &Connection, filter: &RunFilter) -> Result<Vec<RunRecord>, StoreError> {
    let (sql, values) = listing(filter);
    let list = || {
        let mut statement = connection.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), rows::run)?;
        // The conditions in SQL only spare the reading of most that are not wanted.
        let admitted = found.filter(|run| run.as_ref().map_or(true, |run| filter.admits(run)));
        admitted.take(filter.limit as usize).collect()
    };
    let runs: rusqlite::Result<_> = list();
    runs.step("listing runs")
}

/// The filter in SQL, as far as that helps.
fn listing(filter: &RunFilter) -> (String, Vec<Value>) {
    let mut conditions = String::from("TRUE");
    let mut values = Vec::new();
    let mut is = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            conditions.push_str(" AND ");
            conditions.push_str(condition);
            values.push(value);
        }
    };
    let micros = |time: Option<Timestamp>| time.map(|time| Value::Integer(time.as_micros()));
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    is("run > ?", filter.after.map(|after| Value::Integer(after.0)));
    is("pipeline = ?", text(&filter.pipeline));
    is("coalesce(correlation, id) = ?", text(&filter.correlation));
    is("owner = ?", filter.owner.as_ref().map(|owner| Value::Text(owner.0.to_string())));
    is("created < ?", micros(filter.created_before));
    is("created >= ?", micros(filter.created_after));
    is("parked <= ?", micros(filter.parked_before));
    is("ended < ?", micros(filter.ended_before));
    if filter.signal.is_some() || filter.parked_before.is_some() {
        conditions.push_str(" AND waits NOT NULL AND status = 'parked'");
        conditions.push_str(APART);
    } else if !filter.status.is_empty() {
        conditions.push_str(&format!(" AND status IN ({})", words(&filter.status)));
        if !filter.status.iter().any(|status| matches!(status, RunStatus::Running | RunStatus::Succeeded)) {
            conditions.push_str(APART);
        }
    }
    (format!("SELECT {} FROM runs WHERE {conditions} ORDER BY run", rows::RUN), values)
}

/// As the index `runs_apart` has it, so that SQLite knows that it may use that.
const APART: &str = " AND status NOT IN ('running', 'succeeded')";

/// `'parked', 'failed'`.
pub(crate) fn words(status: &[RunStatus]) -> String {
    status.iter().map(|status| format!("'{status}'")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn events(connection: &Connection, run: RunKey, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let sql = format!("SELECT {} FROM events WHERE run = ? AND seq >= ? ORDER BY seq LIMIT ?", events::COLUMNS);
    let rows = all(connection, &sql, params![run.0, integer(from), limit], events::read).step("reading events")?;
    // The first row may begin one before, and each of them holds at least one that is wanted.
    let wanted = rows.into_iter().flat_map(|(event, start)| [Some(event), start]).flatten();
    let events: Vec<Entry> = wanted.skip_while(|event| event.seq < from).take(limit as usize).collect();
    match events.iter().zip(from..).find(|(event, expected)| event.seq != *expected) {
        Some((_, expected)) => Err(damaged(format!("event {expected} of run {run} is gone"))),
        None => Ok(events),
    }
}

pub(crate) fn letters(connection: &Connection, run: RunKey, after: u64) -> Result<Vec<Letter>, StoreError> {
    let sql =
        format!("SELECT {} FROM letters WHERE run = ? AND taken IS NULL AND number > ? ORDER BY number", rows::LETTER);
    all(connection, &sql, params![run.0, integer(after)], rows::letter).step("reading letters")
}

pub(crate) fn news(connection: &Connection, after: u64, limit: u32) -> Result<Vec<(u64, RunKey)>, StoreError> {
    let sql = "SELECT number, run FROM letters WHERE number > ? AND taken IS NULL ORDER BY number LIMIT ?";
    let pair = |row: &Row<'_>| Ok((rows::count(row, 0)?, RunKey(row.get(1)?)));
    all(connection, sql, params![integer(after), limit], pair).step("reading news")
}

pub(crate) fn next_wake(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT min(wake) FROM runs WHERE wake IS NOT NULL";
    let wake = one(connection, sql, [], |row| row.get::<_, Option<i64>>(0)).step("reading timers")?;
    Ok(wake.flatten().map(Timestamp::from_micros))
}

pub(crate) fn pauses(connection: &Connection) -> Result<Vec<Pause>, StoreError> {
    let sql = format!("SELECT {} FROM pauses ORDER BY kind, name", rows::PAUSE);
    all(connection, &sql, [], rows::pause).step("reading pauses")
}

pub(crate) fn fact(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    one(connection, "SELECT value FROM facts WHERE name = ?", [name], |row| row.get(0)).step("reading a fact")
}

pub(crate) fn stats(connection: &Connection, path: &Path) -> Result<Stats, StoreError> {
    const DOING: &str = "counting";
    let number = |sql| one(connection, sql, [], |row| rows::count(row, 0)).map(Option::unwrap_or_default).step(DOING);
    let by_status = |row: &Row<'_>| Ok((rows::word(row, 0)?, rows::count(row, 1)?));
    let sql = "SELECT status, count(*) FROM runs GROUP BY status";
    let mut runs: Vec<(RunStatus, u64)> = all(connection, sql, [], by_status).step(DOING)?;
    runs.sort();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let file = number("PRAGMA page_count")? * number("PRAGMA page_size")?;
    Ok(Stats {
        runs,
        // They are numbered without gaps, and a row may hold two.
        events: number("SELECT coalesce(sum(last + 1), 0) FROM (SELECT max(seq) AS last FROM events GROUP BY run)")?,
        letters: number("SELECT count(*) FROM letters JOIN runs USING (run) WHERE taken IS NULL AND ended IS NULL")?,
        bytes: file + std::fs::metadata(log).map_or(0, |log| log.len()),
    })
}

pub(crate) fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(sql)?.query_row(params, read).optional()
}

pub(crate) fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(params, read)?.collect()
}
