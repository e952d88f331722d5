//! One run in memory: what may be appended to it, and what becomes of it.

use crate::sabotage;

use super::super::{Answer, Append, Entry, Letter, Refused, RunRecord, RunStatus, Then, Written};

/// One run, with all that belongs to it.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) record: RunRecord,
    pub(super) events: Vec<Entry>,
    /// Those that it has not taken, by number.
    pub(super) letters: Vec<Letter>,
    /// The last letter that it had looked at when it parked.
    pub(super) seen: u64,
    /// Its last owner died over it, and nobody has taken it since.
    pub(super) crashed: bool,
}

impl Run {
    /// Whether the append may be written.
    pub(super) fn admits(&self, append: &Append) -> Result<(), Refused> {
        let run = append.run;
        if sabotage::is("no_fence") {
            return Ok(());
        }
        if self.record.token != append.token {
            return Err(Refused::Fenced { run });
        }
        if self.record.status.has_ended() {
            return Err(Refused::Ended);
        }
        if self.record.owner.is_none() {
            return Err(Refused::Fenced { run });
        }
        let next = self.events.len() as u64;
        if let Some((_, found)) = (next..).zip(&append.events).find(|(expected, found)| *expected != found.seq) {
            return Err(Refused::Gap { run, found: found.seq, last: next.saturating_sub(1) });
        }
        match append.then {
            Then::Park { seen, .. } if self.has_mail(seen, &append.events) => Err(Refused::Mail),
            _ => Ok(()),
        }
    }

    /// Whether there is a letter that was neither seen nor is taken by these events.
    fn has_mail(&self, seen: u64, events: &[Entry]) -> bool {
        let taken = |number| events.iter().any(|event| event.letter == Some(number));
        self.letters.iter().any(|letter| letter.number > seen && !taken(letter.number))
    }

    /// Whether somebody should drive it as soon as nobody does, timers left out.
    pub(super) fn is_wanted(&self) -> bool {
        match self.record.status {
            RunStatus::Running => true,
            RunStatus::Parked => self.letters.iter().any(|letter| letter.number > self.seen),
            _ => false,
        }
    }

    /// Writes an append that was admitted.
    pub(super) fn append(&mut self, append: Append) -> Answer {
        self.events.extend(append.events);
        let record = &mut self.record;
        match append.then {
            Then::GoOn => {}
            Then::Moved => record.crashes = 0,
            Then::Adopt { fingerprint } => record.fingerprint = fingerprint,
            Then::Restart => {
                record.origin = self.events.last().map_or(0, |event| event.seq);
                record.crashes = 0;
            }
            Then::Park { wake, waits, seen, time, worked_micros } => {
                (record.status, record.owner, record.parked) = (RunStatus::Parked, None, Some(time));
                (record.wake, record.waits, record.worked_micros) = (wake, waits, worked_micros);
                self.seen = seen;
            }
            Then::Release { worked_micros } => (record.owner, record.worked_micros) = (None, worked_micros),
            Then::End { status, failure, time, worked_micros } => {
                (record.status, record.owner, record.ended) = (status, None, Some(time));
                (record.failure, record.worked_micros) = (failure, worked_micros);
            }
        }
        Ok(Written::Done)
    }
}
