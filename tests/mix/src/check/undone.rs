//! What a run that failed did is undone: at least once, in the reverse of the order of completion, for exactly the changes of the
//! last pass that succeeded or are unknown, with what they gave, and never before that is announced on disk.

use std::collections::BTreeMap;

use orch::store::{Entry, Kind};
use serde_json::Value;

use super::{Seen, Verdict, path};
use crate::agents::UNDOES;
use crate::cases::Case;
use crate::witness::Line;

pub(super) fn verify(seen: &Seen<'_>, case: &Case, verdict: &mut Verdict) {
    let lines = seen.lines_of(case);
    let undoes: Vec<(usize, &Line)> =
        lines.iter().copied().filter(|(_, line)| !line.ends && line.effect == UNDOES).collect();
    for (snapshot, journal) in seen.journals(case) {
        announced(case, snapshot.lines, &journal.entries, &undoes, verdict);
    }
    let Some((_, last)) = seen.journals(case).last() else { return };
    if !last.record.status.has_ended() {
        return;
    }
    for (scope, saga) in sagas(&last.entries) {
        let mut called: Vec<String> = Vec::new();
        for (_, line) in &undoes {
            let place = path::of_line(&case.id, line);
            if saga.places.contains(&place) && !called.contains(&place) {
                called.push(place);
            }
        }
        saga.judge(case, &scope, &called, verdict);
    }
    for (_, line) in undoes {
        told(case, line, &lines, &last.entries, verdict);
    }
}

/// Each call is announced on disk before it begins.
fn announced(case: &Case, until: usize, entries: &[Entry], undoes: &[(usize, &Line)], verdict: &mut Verdict) {
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for (_, line) in undoes.iter().filter(|(number, _)| *number < until) {
        *calls.entry(path::of_line(&case.id, line)).or_default() += 1;
    }
    for (place, count) in calls {
        let known = |(at, entry): &(String, &Entry)| *at == place && entry.kind == Kind::Compensating;
        if path::placed(entries).filter(known).count() < count {
            verdict.lost.push(format!("{}: `{place}` began to be undone, and the disk knew nothing of it", case.id));
        }
    }
}

/// What one pipeline did in its last pass, and what of it is recorded as undone.
#[derive(Default)]
struct Saga {
    failed: bool,
    /// Everything in it.
    places: Vec<String>,
    done: Vec<String>,
    undone: Vec<String>,
}

impl Saga {
    fn judge(mut self, case: &Case, scope: &str, called: &[String], verdict: &mut Verdict) {
        self.done.reverse();
        let expected: &[String] = if self.failed { &self.done } else { &[] };
        if expected != called {
            let what = format!("{}: `{scope}` should undo {expected:?}, and did {called:?}", case.id);
            let missing = expected.iter().any(|place| !called.contains(place));
            if missing { verdict.lost.push(what) } else { verdict.differing.push(what) }
        }
        if expected != self.undone {
            let undone = self.undone;
            verdict.differing.push(format!("{}: `{scope}` should undo {expected:?}, and recorded {undone:?}", case.id));
        }
    }
}

/// Each pipeline of a run by its path.
fn sagas(entries: &[Entry]) -> BTreeMap<String, Saga> {
    let mut all: BTreeMap<String, Saga> = BTreeMap::new();
    for (place, entry) in path::placed(entries) {
        if entry.kind == Kind::RunStarted {
            all.insert(entry.path.clone(), Saga::default());
            continue;
        }
        let failed = matches!(entry.kind, Kind::Failed);
        if let (true, Some(within)) = (failed, all.get_mut(&entry.path)) {
            within.failed = true;
        }
        let within = |scope: &&String| entry.path.strip_prefix(&***scope).is_some_and(|rest| rest.starts_with('/'));
        let Some(scope) = all.keys().filter(within).max_by_key(|scope| scope.len()).cloned() else { continue };
        let Some(saga) = all.get_mut(&scope) else { continue };
        saga.places.push(place.clone());
        match entry.kind {
            Kind::Succeeded | Kind::Repeated if can_be_undone(&entry.path) => saga.done.push(place),
            Kind::Failed if can_be_undone(&entry.path) && is_unknown(entry) => saga.done.push(place),
            Kind::Compensated | Kind::CompensationFailed => saga.undone.push(place),
            _ => {}
        }
    }
    // The outermost failed if anything of it was undone or should have been: all sagas of the mix end in a failure.
    if let Some(root) = entries.first().and_then(|first| all.get_mut(&first.path)) {
        root.failed = true;
    }
    all
}

fn can_be_undone(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|stage| stage.starts_with("take"))
}

fn is_unknown(entry: &Entry) -> bool {
    let payload = entry.payload.as_deref().unwrap_or_default();
    serde_json::from_str::<Value>(payload).is_ok_and(|what| what["failed"]["unknown"] == true)
}

/// It is told what the change was given and what it gave: nothing if nobody knows.
fn told(case: &Case, undo: &Line, lines: &[(usize, &Line)], entries: &[Entry], verdict: &mut Verdict) {
    let place = path::of_line(&case.id, undo);
    let value: Value = serde_json::from_str(&undo.value).unwrap_or_default();
    let mut ends = path::placed(entries).filter(|(at, entry)| *at == place && entry.kind != Kind::Compensating);
    let knows = ends.any(|(_, entry)| matches!(entry.kind, Kind::Succeeded | Kind::Repeated));
    // A pipeline that runs as a stage is no agent, and the witness does not see it.
    let change = lines.iter().find(|(_, line)| !line.ends && line.effect != UNDOES && line.key == undo.key);
    let given = |line: &Line| serde_json::from_str::<Value>(&line.value).unwrap_or_default();
    let other = change.is_some_and(|(_, line)| given(line) != value[0]);
    if other || value[1].is_null() == knows {
        verdict.differing.push(format!("{}: `{place}` was undone with {}", case.id, undo.value));
    }
}
