//! Runs end as they would have without a crash. Only where a `once` was cut off may its place say that nobody knows.

use orch::store::Kind;
use serde_json::Value;

use super::{Seen, Verdict};
use crate::cases::{Case, Outcome};
use crate::flows::UNSURE;

pub(super) fn verify(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) {
    let Some(found) = seen.outcomes.get(&case.id) else {
        return verdict.lost.push(format!("{}: it never ended", case.id));
    };
    let unknown = unknown(seen, case, verdict);
    let expected = &seen.expected[&case.id];
    let same = match (expected, found) {
        (Outcome::Gave(expected), Outcome::Gave(found)) => {
            unsure(expected, found).is_some_and(|count| count <= unknown)
        }
        (expected, found) => expected == found,
    };
    if !same {
        verdict.differing.push(format!("{}: it ended with {found:?} instead of {expected:?}", case.id));
    }
}

/// How many stages of the run ended unknown. Each was a `once` that was under way when a process died.
fn unknown(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) -> usize {
    let Some((_, last)) = seen.journals(case).last() else { return 0 };
    let says =
        |payload: &str| serde_json::from_str::<Value>(payload).is_ok_and(|what| what["failed"]["unknown"] == true);
    let mut count = 0;
    for entry in last.entries.iter().filter(|entry| entry.kind == Kind::Failed) {
        if !entry.payload.as_deref().is_some_and(says) {
            continue;
        }
        count += 1;
        let cut_off = seen.journals(case).any(|(_, journal)| {
            let of_it = || journal.entries.iter().filter(|other| other.path == entry.path);
            of_it().any(|other| other.kind == Kind::Started)
                && !of_it().any(|other| matches!(other.kind, Kind::Succeeded | Kind::Failed))
        });
        if !cut_off || !["/ship", "/take_once"].iter().any(|once| entry.path.ends_with(once)) {
            verdict.differing.push(format!("{}: `{}` is unknown, and nothing cut it off", case.id, entry.path));
        }
    }
    count
}

/// How many places say that nobody knows, where everything else is the same.
fn unsure(expected: &Value, found: &Value) -> Option<usize> {
    if expected == found {
        return Some(0);
    }
    match (expected, found) {
        (Value::String(_), Value::String(said)) if said == UNSURE => Some(1),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            expected.iter().zip(found).map(|(expected, found)| unsure(expected, found)).sum()
        }
        _ => None,
    }
}
