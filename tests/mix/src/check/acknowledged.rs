//! What was acknowledged is there ever after.

use super::{Seen, Verdict};
use crate::cases::{Case, Outcome};
use crate::journal::Journal;
use crate::session::{Ack, says};

pub(super) fn verify(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) {
    let same = |journal: &&Journal| journal.record.id == case.id && journal.record.pipeline == case.pipeline;
    for (number, snapshot) in seen.snapshots.iter().enumerate() {
        let journal = snapshot.runs.iter().find(same);
        for ack in &seen.acks[..snapshot.acks] {
            if let Some(what) = missing(case, ack, journal) {
                verdict
                    .lost
                    .push(format!("{}: {what} was acknowledged, and is not there after crash {number}", case.id));
            }
        }
    }
    for ack in seen.acks {
        match (ack, seen.outcomes.get(&case.id)) {
            (Ack::Ended(id, told), Some(found)) if *id == case.id && told != found => {
                verdict.differing.push(format!("{id}: it was told that {told:?}, and later {found:?}"));
            }
            _ => {}
        }
    }
}

/// What of an acknowledgement is not in the journal.
fn missing(case: &Case, ack: &Ack, journal: Option<&Journal>) -> Option<String> {
    let ended = journal.is_some_and(|journal| journal.record.status.has_ended());
    match ack {
        Ack::Submitted(id) if *id == case.id && journal.is_none() => Some("the run".to_owned()),
        Ack::Signalled(id, signal) if *id == case.id => {
            let payload = signal.payload.to_string();
            let there = journal.is_some_and(|journal| {
                let lies = journal.letters.iter().any(|letter| says(&letter.kind, signal));
                let taken =
                    |entry: &orch::store::Entry| entry.letter.is_some() && entry.payload.as_ref() == Some(&payload);
                lies || journal.entries.iter().any(taken)
            });
            (!there).then(|| format!("the signal {signal:?}"))
        }
        Ack::Cancelled(id) if *id == case.id => {
            let lies = journal.is_some_and(|journal| !journal.letters.is_empty());
            (!lies && !ended).then(|| "the cancellation".to_owned())
        }
        Ack::Ended(id, outcome) if *id == case.id && !ended => {
            let how = if matches!(outcome, Outcome::Gave(_)) { "the result" } else { "the failure" };
            Some(how.to_owned())
        }
        _ => None,
    }
}
