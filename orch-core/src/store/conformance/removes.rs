//! What goes: old runs, and payloads. And what is counted.

use super::super::{LetterKind, Refused, RunKey, RunStatus, Stats, Store, Then, Write, Written};
use super::Subject;
use super::kit::{FLOW, Kit, at, create, created, end, events, park};

fn prune(pipeline: Option<&str>, status: &[RunStatus], before: i64, limit: u32) -> Write {
    Write::Prune { pipeline: pipeline.map(str::to_owned), status: status.to_vec(), before: at(before), limit }
}

pub(super) fn old_runs_go<S: Subject>(kit: Kit<'_, S>) {
    let runs = ["a", "b", "c", "d"].map(|id| kit.create(id, "p"));
    let other = created(kit.write(create("Other", "a", Some("p"))));
    let number = kit.post(runs[0].0, "x");
    kit.appended(runs[0], events(1..2), end(RunStatus::Succeeded, 10));
    kit.appended(runs[1], events(1..2), end(RunStatus::Failed, 10));
    kit.appended(runs[2], events(1..2), end(RunStatus::Succeeded, 20));
    kit.appended(runs[3], events(1..2), park(Some(1), None, number));
    kit.appended(other, events(1..2), end(RunStatus::Succeeded, 10));
    let removed = |write| kit.write(write);
    assert_eq!(removed(prune(Some(FLOW), &[RunStatus::Succeeded], 10, 9)), Ok(Written::Removed(0)), "not before 10");
    assert_eq!(removed(prune(Some(FLOW), &[RunStatus::Succeeded], 11, 9)), Ok(Written::Removed(1)));
    assert_eq!(kit.get(|store| store.run(runs[0].0)), None);
    assert_eq!((kit.events(runs[0].0).len(), kit.letters(runs[0].0).len()), (0, 0));
    assert_eq!(kit.get(|store| store.news(0, 9)), []);
    assert_eq!(removed(prune(None, &[], 1000, 9)), Ok(Written::Removed(3)), "those that have ended");
    assert_eq!(kit.run(runs[3].0).status, RunStatus::Parked);
    assert_eq!(kit.stats().events, 2);
}

pub(super) fn only_so_many_go<S: Subject>(kit: Kit<'_, S>) {
    let runs: Vec<_> = ["a", "b", "c"].iter().map(|id| kit.create(id, "p")).collect();
    for (run, time) in runs.iter().zip([30, 10, 20]) {
        kit.appended(*run, vec![], end(RunStatus::Succeeded, time));
    }
    assert_eq!(kit.write(prune(None, &[], 100, 0)), Ok(Written::Removed(0)));
    assert_eq!(kit.write(prune(None, &[], 100, 2)), Ok(Written::Removed(2)));
    assert_eq!(kit.get(|store| store.run(runs[1].0)), None, "the lowest numbers go first");
    assert!(kit.get(|store| store.run(runs[2].0)).is_some());
}

pub(super) fn ids_are_free_numbers_are_not<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let letter = kit.post(run.0, "x");
    kit.appended(run, vec![], end(RunStatus::Succeeded, 1));
    assert_eq!(kit.write(prune(None, &[], 5, 9)), Ok(Written::Removed(1)));
    let kit = kit.reopen();
    let (again, _) = kit.create("a", "p");
    assert!(again > run.0, "{again} after {}", run.0);
    assert!(kit.post(again, "x") > letter);
    assert_eq!(kit.append(run, events(1..2), Then::GoOn), Err(Refused::NoRun));
}

pub(super) fn erased_payloads_are_gone<S: Subject>(kit: Kit<'_, S>) {
    let (run, other) = (kit.create("a", "p"), kit.create("b", "p"));
    kit.post(run.0, "x");
    for run in [run, other] {
        kit.appended(run, events(1..3), end(RunStatus::Failed, 5));
    }
    for _ in 0..2 {
        assert_eq!(kit.write(Write::Erase { run: run.0 }), Ok(Written::Done));
    }
    let kit = kit.reopen();
    let mut expected = events(0..3);
    expected.iter_mut().for_each(|event| event.payload = None);
    assert_eq!(kit.events(run.0), expected, "that it happened can still be seen");
    let record = kit.run(run.0);
    assert_eq!((record.erased, record.failure, record.status), (true, None, RunStatus::Failed));
    let letters = kit.letters(run.0);
    assert!(matches!(&letters[0].kind, LetterKind::Signal { payload, .. } if payload == "null"), "{letters:?}");
    assert_eq!((kit.events(other.0), kit.run(other.0).erased), (events(0..3), false));
    let again = kit.write(create(FLOW, "a", None));
    assert!(matches!(again, Ok(Written::Exists { input: None, .. })), "{again:?}");
}

pub(super) fn only_what_has_ended<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p"), kit.create("b", "p"));
    kit.appended(b, vec![], park(None, None, 0));
    for run in [a.0, b.0] {
        assert_eq!(kit.write(Write::Erase { run }), Err(Refused::NotEnded));
    }
    assert_eq!(kit.write(Write::Erase { run: RunKey(99) }), Err(Refused::NoRun));
    assert_eq!(kit.events(a.0), events(0..1));
}

pub(super) fn numbers_are_counted<S: Subject>(kit: Kit<'_, S>) {
    let Stats { runs, events: count, letters, bytes: _ } = kit.stats();
    assert_eq!((runs, count, letters), (vec![], 0, 0));
    let runs = ["a", "b", "c", "d"].map(|id| kit.create(id, "p"));
    kit.post(runs[0].0, "x");
    kit.appended(runs[1], events(1..4), end(RunStatus::DeadLettered, 5));
    kit.appended(runs[2], events(1..2), end(RunStatus::Succeeded, 5));
    let stats = kit.stats();
    let by_status = [(RunStatus::Running, 2), (RunStatus::Succeeded, 1), (RunStatus::DeadLettered, 1)];
    assert_eq!((stats.runs.as_slice(), stats.events, stats.letters), (&by_status[..], 8, 1));
    kit.post(runs[3].0, "y");
    assert_eq!(kit.stats().letters, 2);
    kit.appended(runs[3], vec![], end(RunStatus::Succeeded, 5));
    assert_eq!(kit.stats().letters, 1, "nobody will take what lies at a run that has ended");
}
