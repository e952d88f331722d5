//! Rows of the tables as the types of the store.

use std::error::Error as StdError;
use std::str::FromStr;
use std::sync::Arc;

use orch_core::store::{Letter, LetterKind, Pause, PauseOf, Process, RunKey, RunRecord, Waited};
use orch_core::{Timestamp, sabotage};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Error, Result, Row};

use crate::sum::Sum;

/// What [`run`] reads.
pub(crate) const RUN: &str = "run, pipeline, id, correlation, fingerprint, status, owner, token, created, parked, \
    ended, wake, waits, crashes, origin, worked_micros, failure, erased, sum";

/// What [`letter`] reads.
pub(crate) const LETTER: &str = "number, run, kind, name, key, payload, sender, reason, time, sum";

/// What [`pause`] reads.
pub(crate) const PAUSE: &str = "kind, name, sender, reason, since";

/// The payload of a letter that was erased.
const TOMBSTONE: &str = "null";

pub(crate) fn run(row: &Row<'_>) -> Result<RunRecord> {
    check(row, &[1, 2, 3, 8], 18)?;
    Ok(RunRecord {
        run: RunKey(row.get(0)?),
        pipeline: row.get(1)?,
        id: row.get(2)?,
        // It is not kept twice.
        correlation: row.get(if row.get_ref(3)? == ValueRef::Null { 2 } else { 3 })?,
        fingerprint: row.get(4)?,
        status: word(row, 5)?,
        owner: row.get::<_, Option<Arc<str>>>(6)?.map(Process),
        token: count(row, 7)?,
        created: time(row, 8)?,
        parked: maybe_time(row, 9)?,
        ended: maybe_time(row, 10)?,
        wake: maybe_time(row, 11)?,
        waits: waits(row, 12)?,
        crashes: row.get(13)?,
        origin: count(row, 14)?,
        worked_micros: count(row, 15)?,
        failure: row.get(16)?,
        erased: row.get(17)?,
    })
}

pub(crate) fn letter(row: &Row<'_>) -> Result<Letter> {
    if row.get_ref(5)? != ValueRef::Null || row.get_ref(2)?.as_str()? == "cancel" {
        check(row, &[1, 2, 3, 4, 5, 6, 7, 8], 9)?;
    }
    let kind = match row.get_ref(2)?.as_str()? {
        "cancel" => LetterKind::Cancel,
        "signal" => {
            let payload = row.get::<_, Option<String>>(5)?.unwrap_or_else(|| TOMBSTONE.to_owned());
            LetterKind::Signal { name: row.get(3)?, key: row.get(4)?, payload }
        }
        other => return Err(unknown(2, format!("`{other}` is no kind of letter"))),
    };
    let (sender, reason) = (row.get(6)?, row.get(7)?);
    Ok(Letter { number: count(row, 0)?, run: RunKey(row.get(1)?), kind, sender, reason, time: time(row, 8)? })
}

pub(crate) fn pause(row: &Row<'_>) -> Result<Pause> {
    let of = match row.get_ref(0)?.as_str()? {
        "agent" => PauseOf::Agent,
        "pipeline" => PauseOf::Pipeline,
        other => return Err(unknown(0, format!("`{other}` cannot be paused"))),
    };
    Ok(Pause { of, name: row.get(1)?, sender: row.get(2)?, reason: row.get(3)?, since: time(row, 4)? })
}

/// Refuses a row in which a value is not what was written.
pub(crate) fn check(row: &Row<'_>, columns: &[usize], sum: usize) -> Result<()> {
    let values: Result<Vec<ValueRef<'_>>> = columns.iter().map(|column| row.get_ref(*column)).collect();
    if !Sum::is(row.get(sum)?, &values?) && !sabotage::is("unsummed") {
        return Err(unknown(sum, "a row is not what was written: its sum is another"));
    }
    Ok(())
}

/// Numbers that never get past what SQLite can keep.
pub(crate) fn count(row: &Row<'_>, column: usize) -> Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| Error::IntegralValueOutOfRange(column, value))
}

/// A number as SQLite keeps it, or the greatest that it can.
pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn time(row: &Row<'_>, column: usize) -> Result<Timestamp> {
    row.get(column).map(Timestamp::from_micros)
}

fn maybe_time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_micros))
}

/// What has a word for each of its values.
pub(crate) fn word<T: FromStr<Err: ToString>>(row: &Row<'_>, column: usize) -> Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|error: T::Err| unknown(column, error.to_string()))
}

fn waits(row: &Row<'_>, column: usize) -> Result<Vec<Waited>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(Vec::new()),
        Some(json) => serde_json::from_str(json).map_err(|error| unknown(column, error)),
    }
}

fn unknown(column: usize, error: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, error.into())
}
