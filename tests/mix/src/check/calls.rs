//! Calls of agents against what was recorded: nothing recorded is called again, no change begins before that is on disk, a
//! `once` begins once, and the same key always means the same call.

use std::collections::{BTreeMap, BTreeSet};

use orch::store::{Entry, Kind};

use super::{Seen, Verdict, path};
use crate::agents::UNDOES;
use crate::cases::Case;
use crate::journal::{Journal, Snapshot};
use crate::witness::Line;

pub(super) fn verify(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) {
    let begun: Vec<(usize, &Line)> =
        seen.lines_of(case).into_iter().filter(|(_, line)| !line.ends && line.effect != UNDOES).collect();
    keys(case, &begun, verdict);
    let Some((_, last)) = seen.journals(case).last() else { return };
    for (snapshot, journal) in seen.journals(case) {
        recorded(case, snapshot, journal, last, &begun, verdict);
        announced(case, snapshot, journal, &begun, verdict);
    }
}

/// One key is one call with one argument; its attempts ascend, and there is one if it is a `once`.
fn keys(case: &Case, begun: &[(usize, &Line)], verdict: &mut Verdict) {
    let mut first: BTreeMap<&str, &Line> = BTreeMap::new();
    let mut attempts: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, line) in begun {
        let known = *first.entry(&line.key).or_insert(line);
        if (&known.run, &known.stage, &known.value) != (&line.run, &line.stage, &line.value) {
            let (was, is) = (&known.value, &line.value);
            verdict.differing.push(format!(
                "{}: {} was called with {was} as `{}`, and with {is} as `{}`",
                case.id, line.key, known.stage, line.stage
            ));
        }
        let last = attempts.entry(&line.key).or_default();
        if line.attempt < *last {
            verdict
                .differing
                .push(format!("{}: attempt {} at {} came after attempt {last}", case.id, line.attempt, line.key));
        }
        *last = line.attempt;
        if line.effect == "once" && !std::ptr::eq(known, *line) {
            verdict.repeated.push(format!("{}: {} is a `once`, and was begun twice", case.id, line.key));
        }
    }
}

/// Nothing is called whose end was on disk when the process started.
fn recorded(
    case: &Case,
    snapshot: &Snapshot,
    journal: &Journal,
    last: &Journal,
    begun: &[(usize, &Line)],
    verdict: &mut Verdict,
) {
    let of_pass = |(place, entry): (String, &'_ Entry)| ends(entry).then(|| (place, entry.path.clone()));
    let over: BTreeSet<(String, String)> = path::placed(&journal.entries).filter_map(of_pass).collect();
    let ended: BTreeSet<&str> = over.iter().map(|(place, _)| &**place).collect();
    for (_, line) in begun.iter().filter(|(number, _)| *number >= snapshot.lines) {
        let place = path::of_line(&case.id, line);
        // The same stage within another attempt at its pipeline is another call.
        let elsewhere = |(at, entry): (String, &Entry)| at == place && !over.contains(&(at, entry.path.clone()));
        if ended.contains(&*place) && !path::placed(&last.entries).any(elsewhere) {
            verdict.repeated.push(format!("{}: `{place}` was recorded, and was called again", case.id));
        }
    }
}

fn ends(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Succeeded | Kind::Failed)
}

/// Each call of a change is announced on disk before it begins.
fn announced(case: &Case, snapshot: &Snapshot, journal: &Journal, begun: &[(usize, &Line)], verdict: &mut Verdict) {
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for (_, line) in begun.iter().filter(|(number, line)| *number < snapshot.lines && line.effect != "reads") {
        *calls.entry(path::of_line(&case.id, line)).or_default() += 1;
    }
    for (place, _) in path::placed(&journal.entries).filter(|(_, entry)| entry.kind == Kind::Started) {
        if let Some(count) = calls.get_mut(&place) {
            *count = count.saturating_sub(1);
        }
    }
    if let Some((place, _)) = calls.iter().find(|(_, count)| **count > 0) {
        verdict.lost.push(format!("{}: `{place}` began, and the disk knew nothing of it", case.id));
    }
}
