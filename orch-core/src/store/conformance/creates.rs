//! Runs are accepted.

use super::super::{Refused, RunKey, RunRecord, RunStatus, Store, Write, Written};
use super::Subject;
use super::kit::{FLOW, Kit, at, create, created, event, events, named, new_run};

pub(super) fn a_run_is_found<S: Subject>(kit: Kit<'_, S>) {
    let (run, token) = kit.create("a", "p");
    let record = RunRecord {
        run,
        pipeline: FLOW.to_owned(),
        id: "a".to_owned(),
        correlation: "order of a".to_owned(),
        fingerprint: "f1".to_owned(),
        status: RunStatus::Running,
        owner: Some(named("p")),
        token,
        created: at(50),
        parked: None,
        ended: None,
        wake: None,
        waits: Vec::new(),
        crashes: 0,
        origin: 0,
        worked_micros: 0,
        failure: None,
        erased: false,
    };
    assert_eq!(kit.run(run), record);
    assert_eq!(kit.get(|store| store.find(FLOW, "a")), Some(record));
    assert_eq!(kit.events(run), events(0..1));
    assert_eq!(kit.get(|store| store.find(FLOW, "b")), None);
    assert_eq!(kit.get(|store| store.find("Other", "a")), None);
    assert_eq!(kit.get(|store| store.run(RunKey(run.0 + 1))), None);
    assert_eq!(kit.events(RunKey(run.0 + 1)), []);
}

pub(super) fn ids_are_unique_per_pipeline<S: Subject>(kit: Kit<'_, S>) {
    let (first, _) = kit.create("a", "p");
    let (second, _) = created(kit.write(create("Other", "a", Some("p"))));
    assert_ne!(first, second);
    assert_eq!(kit.get(|store| store.find("Other", "a")).map(|run| run.run), Some(second));
    // Within one batch, too.
    let answers = kit.commit(vec![create(FLOW, "b", None), create(FLOW, "b", None), create(FLOW, "a", None)]);
    assert!(matches!(answers[0], Ok(Written::Created { .. })), "{answers:?}");
    assert!(matches!(answers[1], Ok(Written::Exists { .. })), "{answers:?}");
    assert!(matches!(answers[2], Ok(Written::Exists { .. })), "{answers:?}");
    assert_eq!(kit.stats().events, 3);
}

pub(super) fn the_same_id_gives_the_input<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, events(1..3), super::super::Then::GoOn);
    let mut again = new_run(FLOW, "a", Some("q"));
    again.events[0].payload = Some("\"another input\"".to_owned());
    let answer = kit.write(Write::Create(Box::new(again)));
    let record = Box::new(kit.run(run.0));
    assert_eq!(record.owner, Some(named("p")), "it is as it was");
    assert_eq!(answer, Ok(Written::Exists { record, input: Some(event(0)) }));
}

pub(super) fn numbers_ascend<S: Subject>(kit: Kit<'_, S>) {
    let answers = kit.commit((0..10).map(|id| create(FLOW, &id.to_string(), None)).collect());
    let runs: Vec<RunKey> = answers.into_iter().map(|answer| created(answer).0).collect();
    assert!(runs.is_sorted() && runs[0].0 >= 1, "{runs:?}");
    assert!(kit.create("last", "p").0 > runs[9]);
}

pub(super) fn first_events_have_no_gap<S: Subject>(kit: Kit<'_, S>) {
    let with = |numbers: &[u64]| {
        let events = numbers.iter().copied().map(event).collect();
        Write::Create(Box::new(super::super::NewRun { events, ..new_run(FLOW, "a", None) }))
    };
    for numbers in [&[1][..], &[0, 2]] {
        let answer = kit.write(with(numbers));
        assert!(matches!(answer, Err(Refused::Gap { .. })), "{numbers:?} came to {answer:?}");
    }
    assert_eq!(kit.get(|store| store.find(FLOW, "a")), None);
    let (run, _) = created(kit.write(with(&[0, 1])));
    assert_eq!(kit.events(run), events(0..2));
}

pub(super) fn without_an_owner<S: Subject>(kit: Kit<'_, S>) {
    let run = created(kit.write(create(FLOW, "a", None)));
    assert_eq!(kit.run(run.0).owner, None);
    let answer = kit.append(run, events(1..2), super::super::Then::GoOn);
    assert_eq!(answer, Err(Refused::Fenced { run: run.0 }), "nobody drives it");
    let claimed = kit.claim("p", 0);
    assert_eq!(claimed.len(), 1);
    assert!(!claimed[0].crashed);
    assert!(claimed[0].record.token > run.1);
}
