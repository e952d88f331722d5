//! Events are appended, by those who drive the run.

use super::super::{Entry, NewRun, Refused, RunKey, RunStatus, Store, Then, Write, Written};
use super::Subject;
use super::kit::{FLOW, Kit, append, at, create, created, end, event, events, named, park, start};
use crate::Timestamp;

pub(super) fn events_come_back_in_order<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p"), kit.create("b", "p"));
    let batch = (1..6).flat_map(|seq| [a, b].map(|run| append(run, vec![event(seq)], Then::GoOn)));
    assert!(kit.commit(batch.collect()).iter().all(|answer| *answer == Ok(Written::Done)));
    kit.appended(a, events(6..9), Then::GoOn);
    assert_eq!(kit.events(a.0), events(0..9));
    assert_eq!(kit.events(b.0), events(0..6));
}

pub(super) fn events_come_in_pages<S: Subject>(kit: Kit<'_, S>) {
    let (run, token) = kit.create("a", "p");
    kit.appended((run, token), events(1..10), Then::GoOn);
    let page = |from, limit| kit.get(|store| store.events(run, from, limit));
    assert_eq!(page(0, 4), events(0..4));
    assert_eq!(page(4, 4), events(4..8));
    assert_eq!(page(8, 4), events(8..10));
    assert_eq!(page(10, 4), []);
    assert_eq!(page(3, 0), []);
    assert_eq!(page(u64::MAX, u32::MAX), []);
}

/// Most changes begin so, and a store may keep that in few bytes.
pub(super) fn starts_behind_events_come_back_as_written<S: Subject>(kit: Kit<'_, S>) {
    let early = |seq, micros| Entry { time: Timestamp::from_micros(micros), ..start(seq) };
    let written = vec![
        event(0),
        start(1),
        event(2),
        early(3, i64::MIN),
        early(4, i64::MAX),
        Entry { payload: Some("2".to_owned()), ..start(5) },
        Entry { payload: Some(r#"{"attempt":1}"#.to_owned()), ..start(6) },
        event(7),
        start(8),
        start(9),
        event(10),
    ];
    let Write::Create(new) = create(FLOW, "a", Some("p")) else { unreachable!("it is one") };
    let events = written[..2].to_vec();
    let run = created(kit.write(Write::Create(Box::new(NewRun { events: events.clone(), ..*new }))));
    let Ok(Written::Exists { input, .. }) = kit.write(create(FLOW, "a", None)) else { panic!("it is there") };
    assert_eq!(input.as_ref(), Some(&events[0]));
    kit.appended(run, written[2..4].to_vec(), Then::GoOn);
    let kit = kit.crash();
    // Who takes it must be told its last number anew.
    kit.enter("q", 100);
    let record = kit.claim("q", 20).remove(0).record;
    let run = (record.run, record.token);
    assert_eq!(kit.append(run, vec![start(3)], Then::GoOn), Err(Refused::Gap { run: run.0, found: 3, last: 3 }));
    kit.appended(run, written[4..9].to_vec(), Then::GoOn);
    kit.appended(run, written[9..].to_vec(), end(RunStatus::Succeeded, 1));
    let other = kit.create("b", "p");
    kit.appended(other, vec![start(1)], Then::GoOn);
    for from in 0..=written.len() {
        for limit in 0..4 {
            let page: Vec<Entry> = written[from..].iter().take(limit).cloned().collect();
            assert_eq!(kit.get(|store| store.events(run.0, from as u64, limit as u32)), page, "{limit} from {from}");
        }
    }
    assert_eq!(kit.stats().events, written.len() as u64 + 2);
    assert_eq!(kit.write(Write::Erase { run: run.0 }), Ok(Written::Done));
    let erased: Vec<Entry> = written.into_iter().map(|event| Entry { payload: None, ..event }).collect();
    assert_eq!(kit.events(run.0), erased);
    assert_eq!(kit.events(other.0), [event(0), start(1)]);
}

pub(super) fn a_gap_is_refused<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let refused = |found, last| Err(Refused::Gap { run: run.0, found, last });
    assert_eq!(kit.append(run, vec![event(2)], Then::GoOn), refused(2, 0));
    assert_eq!(kit.append(run, vec![event(0)], Then::GoOn), refused(0, 0));
    kit.appended(run, events(1..3), Then::GoOn);
    assert_eq!(kit.append(run, vec![event(2)], Then::GoOn), refused(2, 2));
    assert_eq!(kit.append(run, vec![event(3), event(5)], Then::GoOn), refused(5, 2), "not even event 3 is written");
    kit.appended(run, vec![], Then::Moved);
    kit.appended(run, events(3..4), Then::GoOn);
    assert_eq!(kit.events(run.0), events(0..4));
}

pub(super) fn refused_members_change_nothing<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p"), kit.create("b", "p"));
    let answers = kit.commit(vec![
        append(a, events(1..2), Then::GoOn),
        append((a.0, a.1 + 1), events(2..3), end(RunStatus::Failed, 1)),
        append((RunKey(99), 1), events(1..2), Then::GoOn),
        append(b, events(5..6), end(RunStatus::Failed, 1)),
        create(FLOW, "a", None),
        append(b, events(1..2), Then::GoOn),
        append(a, events(2..3), Then::GoOn),
    ]);
    assert_eq!(answers[0], Ok(Written::Done));
    assert_eq!(answers[1], Err(Refused::Fenced { run: a.0 }));
    assert_eq!(answers[2], Err(Refused::NoRun));
    assert_eq!(answers[3], Err(Refused::Gap { run: b.0, found: 5, last: 0 }));
    assert!(matches!(answers[4], Ok(Written::Exists { .. })));
    assert_eq!(answers[5..], [Ok(Written::Done), Ok(Written::Done)]);
    assert_eq!((kit.events(a.0), kit.events(b.0)), (events(0..3), events(0..2)));
    assert_eq!((kit.run(a.0).status, kit.run(b.0).status), (RunStatus::Running, RunStatus::Running));
    assert_eq!(kit.commit(Vec::new()), []);
}

pub(super) fn old_tokens_are_refused<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 10);
    kit.enter("q", 100);
    let old = kit.create("a", "p");
    kit.appended(old, events(1..2), Then::GoOn);
    let claimed = kit.claim("q", 20).remove(0).record;
    assert!(claimed.token > old.1);
    let late = kit.commit(vec![
        append(old, events(2..3), Then::GoOn),
        append(old, vec![], end(RunStatus::Succeeded, 30)),
        append((old.0, claimed.token), events(2..3), Then::GoOn),
        append(old, events(3..4), Then::GoOn),
    ]);
    let fenced = Err(Refused::Fenced { run: old.0 });
    assert_eq!(late, [fenced.clone(), fenced.clone(), Ok(Written::Done), fenced]);
    assert_eq!(kit.events(old.0), events(0..3));
    assert_eq!(kit.run(old.0).owner, Some(named("q")));
}

pub(super) fn nobody_appends_to_what_is_no_longer_driven<S: Subject>(kit: Kit<'_, S>) {
    let (parked, released, ended) = (kit.create("a", "p"), kit.create("b", "p"), kit.create("c", "p"));
    kit.appended(parked, events(1..2), park(None, None, 0));
    kit.appended(released, events(1..2), Then::Release { worked_micros: 1 });
    kit.appended(ended, events(1..2), end(RunStatus::Succeeded, 1));
    let late = |run| kit.append(run, events(2..3), Then::GoOn);
    assert_eq!(late(parked), Err(Refused::Fenced { run: parked.0 }));
    assert_eq!(late(released), Err(Refused::Fenced { run: released.0 }));
    assert_eq!(late(ended), Err(Refused::Ended));
    assert_eq!(late((ended.0, 77)), Err(Refused::Fenced { run: ended.0 }));
    let driven = created(kit.write(create(FLOW, "d", Some("gone"))));
    kit.leave("gone");
    assert_eq!(late(driven), Err(Refused::Fenced { run: driven.0 }), "its owner has left");
}

pub(super) fn what_becomes_of_a_run<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, vec![], Then::Adopt { fingerprint: "f2".to_owned() });
    assert_eq!(kit.run(run.0).fingerprint, "f2");
    kit.appended(run, vec![], park(Some(400), Some("go"), 0));
    let parked = kit.run(run.0);
    assert_eq!((parked.status, parked.owner, parked.token), (RunStatus::Parked, None, run.1));
    assert_eq!((parked.parked, parked.wake, parked.worked_micros), (Some(at(300)), Some(at(400)), 7));
    assert_eq!(parked.waits.len(), 1);
    assert_eq!((parked.waits[0].signal.as_deref(), parked.waits[0].until), (Some("go"), Some(at(400))));
    let again = kit.claim("p", 400).remove(0).record;
    assert_eq!((again.status, again.parked, again.wake), (RunStatus::Running, None, None));
    assert_eq!((again.waits.len(), again.worked_micros), (0, 7));
    kit.appended((run.0, again.token), vec![], Then::Release { worked_micros: 8 });
    let released = kit.run(run.0);
    assert_eq!((released.status, released.owner, released.worked_micros), (RunStatus::Running, None, 8));
    let again = kit.claim("p", 400).remove(0).record;
    kit.appended((run.0, again.token), events(1..2), end(RunStatus::DeadLettered, 500));
    let ended = kit.run(run.0);
    assert_eq!((ended.status, ended.owner, ended.ended), (RunStatus::DeadLettered, None, Some(at(500))));
    assert_eq!((ended.failure.as_deref(), ended.worked_micros), (Some("{\"message\":\"no\"}"), 9));
    assert_eq!(kit.claim("p", 999), []);
}

pub(super) fn a_restart_begins_anew<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, events(1..4), Then::GoOn);
    assert_eq!(kit.run(run.0).origin, 0);
    kit.appended(run, events(4..5), Then::Restart);
    kit.appended(run, events(5..6), Then::GoOn);
    let record = kit.reopen().run(run.0);
    assert_eq!((record.origin, record.status, record.owner), (4, RunStatus::Running, Some(named("p"))));
}
