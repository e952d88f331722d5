//! Journals only grow, without gaps, and say nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use orch::Timestamp;
use orch::store::{Entry, Kind};
use serde_json::Value;

use super::{Seen, Verdict};
use crate::cases::Case;

pub(super) fn verify(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) {
    let mut before: &[Entry] = &[];
    for (_, journal) in seen.journals(case) {
        let entries = &journal.entries;
        if !entries.starts_with(before) {
            verdict.lost.push(format!("{}: what was recorded is gone or another", case.id));
        }
        before = entries;
        if let Some(entry) = (0..).zip(entries).find(|(number, entry)| *number != entry.seq).map(|(_, entry)| entry) {
            verdict.lost.push(format!("{}: there is a gap before event {}", case.id, entry.seq));
        }
        letters(case, entries, verdict);
        timers(case, entries, verdict);
    }
}

/// Each letter is taken once.
fn letters(case: &Case, entries: &[Entry], verdict: &mut Verdict) {
    let mut taken = BTreeSet::new();
    for letter in entries.iter().filter_map(|entry| entry.letter) {
        if !taken.insert(letter) {
            verdict.repeated.push(format!("{}: letter {letter} was taken twice", case.id));
        }
    }
}

/// A timer fires once, and not before its time.
fn timers(case: &Case, entries: &[Entry], verdict: &mut Verdict) {
    let mut due: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for entry in entries {
        match entry.kind {
            Kind::Waiting => {
                let until = entry.payload.as_deref().and_then(|payload| serde_json::from_str::<Value>(payload).ok());
                let until = until.and_then(|mark| serde_json::from_value(mark["waiting"]["until"].clone()).ok());
                due.extend(until.map(|until: Timestamp| (&*entry.path, until)));
            }
            Kind::Fired => match due.remove(&*entry.path) {
                None => verdict.repeated.push(format!("{}: `{}` fired without being set", case.id, entry.path)),
                Some(until) if entry.time < until => {
                    verdict.differing.push(format!("{}: `{}` fired too early", case.id, entry.path));
                }
                Some(_) => {}
            },
            _ => {}
        }
    }
}
