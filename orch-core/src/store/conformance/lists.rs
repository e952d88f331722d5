//! Runs are listed by a filter.

use super::super::{RunFilter, RunKey, RunStatus, Then, Write};
use super::Subject;
use super::kit::{Kit, at, create, created, end, named, new_run, park};

/// Runs of all kinds.
fn mixed<S: Subject>(kit: &Kit<'_, S>) {
    for id in 0..48_i64 {
        let mut new =
            new_run(["A", "B"][usize::from(id % 3 == 0)], &id.to_string(), Some(["p", "q"][(id % 2) as usize]));
        new.created = at(id);
        new.correlation = format!("c{}", id % 5);
        let run = created(kit.write(Write::Create(Box::new(new))));
        let then = match id % 8 {
            0 => Then::GoOn,
            1 => Then::Release { worked_micros: 5 },
            2 => park(Some(100 + id), None, 0),
            3 => park(None, Some("approve"), 0),
            4 => end(RunStatus::Succeeded, 200 + id),
            5 => end(RunStatus::Failed, 200 + id),
            6 => end(RunStatus::Cancelled, 200 + id),
            _ => end(RunStatus::DeadLettered, 200 + id),
        };
        kit.appended(run, vec![], then);
    }
}

pub(super) fn follow_the_filter<S: Subject>(kit: Kit<'_, S>) {
    mixed(&kit);
    let all = kit.runs(&RunFilter::default());
    assert_eq!(all.len(), 48);
    assert!(all.is_sorted_by_key(|run| run.run));
    for run in &all {
        assert_eq!(*run, kit.run(run.run));
    }
    for filter in filters() {
        let expected: Vec<RunKey> = all.iter().filter(|run| filter.admits(run)).map(|run| run.run).collect();
        let found: Vec<RunKey> = kit.runs(&filter).iter().map(|run| run.run).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
}

/// Each condition alone, and each two of them.
fn filters() -> Vec<RunFilter> {
    let conditions: Vec<fn(&mut RunFilter)> = vec![
        |filter| filter.pipeline = Some("A".to_owned()),
        |filter| filter.pipeline = Some("Unknown".to_owned()),
        |filter| filter.status = vec![RunStatus::Parked],
        |filter| filter.status = vec![RunStatus::Running],
        |filter| filter.status = vec![RunStatus::DeadLettered, RunStatus::Failed],
        |filter| filter.status = vec![RunStatus::Succeeded, RunStatus::Parked],
        |filter| filter.status = RunStatus::ALL.to_vec(),
        |filter| filter.signal = Some("approve".to_owned()),
        |filter| filter.signal = Some("other".to_owned()),
        |filter| filter.created_before = Some(at(20)),
        |filter| filter.created_after = Some(at(11)),
        |filter| filter.parked_before = Some(at(300)),
        |filter| filter.parked_before = Some(at(299)),
        |filter| filter.ended_before = Some(at(221)),
        |filter| filter.correlation = Some("c3".to_owned()),
        |filter| filter.owner = Some(named("p")),
        |filter| filter.owner = Some(named("nobody")),
        |filter| filter.after = Some(RunKey(17)),
    ];
    let two = conditions.iter().flat_map(|first| conditions.iter().map(move |second| [first, second]));
    two.map(|conditions| {
        let mut filter = RunFilter::default();
        conditions.iter().for_each(|condition| condition(&mut filter));
        filter
    })
    .collect()
}

pub(super) fn are_limited<S: Subject>(kit: Kit<'_, S>) {
    kit.commit((0..10).map(|id| create(["A", "B"][id % 2], &id.to_string(), None)).collect());
    let of_b = RunFilter { pipeline: Some("B".to_owned()), ..RunFilter::default() };
    let all = kit.runs(&of_b);
    let first = kit.runs(&RunFilter { limit: 2, ..of_b.clone() });
    assert_eq!(first, all[..2]);
    let next = kit.runs(&RunFilter { limit: 2, after: Some(first[1].run), ..of_b.clone() });
    assert_eq!(next, all[2..4]);
    assert_eq!(kit.runs(&RunFilter { limit: 0, ..of_b }), []);
}
