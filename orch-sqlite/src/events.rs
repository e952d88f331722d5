//! How events are kept: one a row, but a change that begins right behind an event goes with it.
//!
//! A chain of changes writes the end of one and the start of the next together, and of a start there is nothing to tell but where
//! and when. In the row of the event before it that takes a few bytes, where a row of its own takes fifty, with its entry in the
//! index. Such a row has the number of the start; the event before it is the one before.

use orch_core::Timestamp;
use orch_core::store::{Entry, Kind};
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Result, Row, params};

use crate::rows::{check, count, integer, time, word};
use crate::sum::{Sum, text};

/// What [`read`] reads.
pub(crate) const COLUMNS: &str = "seq, time, path, kind, payload, letter, run, starts, later, sum";

/// One row.
pub(crate) const INSERT: &str = "INSERT INTO events (run, seq, time, path, kind, payload, letter, sum, starts, later) \
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// What the first attempt at a change carries that nothing undoes: its number.
const FIRST: &str = "1";

/// An event, and the start that goes with it.
pub(crate) struct EventRow<'e> {
    event: &'e Entry,
    start: Option<&'e Entry>,
}

/// Events of one run that are written together, as rows.
pub(crate) fn rows(events: &[Entry]) -> impl Iterator<Item = EventRow<'_>> {
    let mut rest = events.iter().peekable();
    std::iter::from_fn(move || {
        let event = rest.next()?;
        let start = rest.next_if(|next| event.payload.is_some() && is_plain_start(next));
        Some(EventRow { event, start })
    })
}

/// Whether a path and a time are all that there is to tell.
fn is_plain_start(event: &Entry) -> bool {
    event.kind == Kind::Started && event.payload.as_deref() == Some(FIRST) && event.letter.is_none()
}

impl EventRow<'_> {
    /// Writes it with [`INSERT`].
    pub(crate) fn insert(&self, run: i64, insert: &mut CachedStatement<'_>) -> Result<()> {
        let Entry { time, path, kind, payload, letter, .. } = self.event;
        let seq = integer(self.start.unwrap_or(self.event).seq);
        let (time, kind, letter) = (time.as_micros(), kind.word(), letter.map(integer));
        let starts = self.start.map(|start| &*start.path);
        let later = self.start.map(|start| start.time.as_micros().wrapping_sub(time));
        let number = |number: Option<i64>| number.map_or(ValueRef::Null, ValueRef::Integer);
        let values = [
            ValueRef::Integer(run),
            ValueRef::Integer(seq),
            ValueRef::Integer(time),
            (**path).into(),
            kind.into(),
            text(payload.as_deref()),
            number(letter),
            text(starts),
            number(later),
        ];
        let sum = Sum::of(summed(&values, starts.is_some()));
        insert.execute(params![run, seq, time, path, kind, payload, letter, sum, starts, later])?;
        Ok(())
    }
}

/// Of these values of a row, those that are summed: a row without a start has the sum that it had before there were any with one.
fn summed<'v>(values: &'v [ValueRef<'v>; 9], starts: bool) -> &'v [ValueRef<'v>] {
    if starts { values } else { &values[..7] }
}

/// The events of a row: one, or one and the start after it.
pub(crate) fn read(row: &Row<'_>) -> Result<(Entry, Option<Entry>)> {
    let starts = row.get_ref(7)? != ValueRef::Null;
    // What was erased is not there to be summed.
    if row.get_ref(4)? != ValueRef::Null {
        let columns = [6, 0, 1, 2, 3, 4, 5, 7, 8];
        check(row, if starts { &columns } else { &columns[..7] }, 9)?;
    }
    let last = count(row, 0)?;
    let payload: Option<String> = row.get(4)?;
    let start = match starts {
        true => Some(Entry {
            seq: last,
            time: Timestamp::from_micros(time(row, 1)?.as_micros().wrapping_add(row.get(8)?)),
            path: row.get(7)?,
            kind: Kind::Started,
            payload: payload.is_some().then(|| FIRST.to_owned()),
            letter: None,
        }),
        false => None,
    };
    let event = Entry {
        seq: last.saturating_sub(starts.into()),
        time: time(row, 1)?,
        path: row.get(2)?,
        kind: word(row, 3)?,
        payload,
        letter: row.get::<_, Option<i64>>(5)?.map(|number| number as u64),
    };
    Ok((event, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: u64, kind: Kind, payload: Option<&str>) -> Entry {
        let payload = payload.map(str::to_owned);
        Entry {
            seq,
            time: Timestamp::from_micros(9 - seq as i64),
            path: format!("F/{seq}"),
            kind,
            payload,
            letter: None,
        }
    }

    /// How many events are in each row.
    fn shape(events: &[Entry]) -> Vec<usize> {
        rows(events).map(|row| 1 + usize::from(row.start.is_some())).collect()
    }

    #[test]
    fn a_plain_start_goes_with_what_is_before_it() {
        let (ended, start) = (|seq| event(seq, Kind::Succeeded, Some("2")), |seq| event(seq, Kind::Started, Some("1")));
        assert_eq!(shape(&[]), [0; 0]);
        assert_eq!(shape(&[start(0)]), [1]);
        assert_eq!(shape(&[ended(0), start(1), ended(2), start(3), ended(4)]), [2, 2, 1]);
        assert_eq!(shape(&[start(0), start(1), start(2)]), [2, 1]);
    }

    #[test]
    fn a_start_that_tells_more_has_a_row_of_its_own() {
        let ended = || event(0, Kind::Succeeded, Some("2"));
        for payload in [Some("2"), Some(r#"{"attempt":1,"arguments":[]}"#), None] {
            assert_eq!(shape(&[ended(), event(1, Kind::Started, payload)]), [1, 1], "{payload:?}");
        }
        let letter = Entry { letter: Some(3), ..event(1, Kind::Started, Some("1")) };
        assert_eq!(shape(&[ended(), letter]), [1, 1]);
        assert_eq!(shape(&[event(0, Kind::Succeeded, None), event(1, Kind::Started, Some("1"))]), [1, 1]);
    }
}
