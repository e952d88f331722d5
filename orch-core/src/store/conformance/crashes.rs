//! What is there after the store was closed, its process was killed, or while another one uses it.

use std::pin::Pin;
use std::task::Poll;

use super::super::{Refused, RunStatus, Store, Then, Write, Written};
use super::kit::{FLOW, Kit, append, at, create, end, events, named, numbers, park};
use super::{StoreFuture, Subject};

pub(super) fn what_was_committed_is_there<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", i64::from(u32::MAX));
    let (a, b, c) = (kit.create("a", "p"), kit.create("b", "p"), kit.create("c", "p"));
    let letter = kit.post(a.0, "x");
    kit.appended(a, events(1..20), Then::GoOn);
    kit.appended(b, events(1..2), park(Some(500), Some("go"), 0));
    kit.appended(c, events(1..2), end(RunStatus::Succeeded, 400));
    kit.write(Write::Fact { name: "mark".to_owned(), expect: None, value: Some("1".to_owned()) }).unwrap();
    let before = (kit.run(b.0), kit.run(c.0));
    let kit = kit.crash();
    assert_eq!(kit.events(a.0), events(0..20));
    assert_eq!((kit.run(b.0), kit.run(c.0)), before);
    assert_eq!(kit.letters(a.0)[0].number, letter);
    assert_eq!(kit.get(|store| store.fact("mark")).as_deref(), Some("1"));
    assert_eq!(kit.get(Store::next_wake), Some(at(500)));
    assert!(kit.create("d", "q").0 > c.0);
    assert!(kit.post(a.0, "y") > letter);
}

pub(super) fn whoever_drove_it_is_dead<S: Subject>(kit: Kit<'_, S>) {
    let lease = i64::from(u32::MAX);
    kit.enter("p", lease);
    let run = kit.create("a", "p");
    let kit = kit.crash();
    kit.enter("q", lease);
    let claimed = kit.claim("q", 0);
    assert_eq!(numbers(&claimed), [run.0]);
    assert_eq!((claimed[0].crashed, claimed[0].record.crashes), (true, 1));
    let kit = kit.crash();
    kit.enter("r", lease);
    let claimed = kit.claim("r", 0);
    assert_eq!((claimed[0].crashed, claimed[0].record.crashes), (true, 2));
    kit.leave("r");
    assert!(!kit.claim("s", 0)[0].crashed);
}

/// Polls a future once, whatever comes of it.
fn once<'a, T: Send + 'a>(mut future: StoreFuture<'a, T>) -> StoreFuture<'a, ()> {
    Box::pin(async move {
        std::future::poll_fn(|context| {
            let _ = Pin::new(&mut future).poll(context);
            Poll::Ready(())
        })
        .await;
        Ok(())
    })
}

pub(super) fn a_batch_is_whole_or_absent<S: Subject>(mut kit: Kit<'_, S>) {
    kit.enter("p", 10);
    for round in 0..6 {
        let (a, b) = (kit.create(&format!("a{round}"), "p"), kit.create(&format!("b{round}"), "p"));
        let new = format!("c{round}");
        let batch = vec![
            append(a, events(1..50), Then::GoOn),
            append(b, events(1..50), end(RunStatus::Succeeded, 5)),
            create(FLOW, &new, None),
        ];
        // Dropped before it was polled, or after the first time, whether it was ready by then or not.
        let commit = kit.store.commit(batch);
        match round % 2 {
            0 => drop(commit),
            _ => kit.get(|_| once(commit)),
        }
        kit = kit.crash();
        let parts = (
            kit.events(a.0).len(),
            kit.events(b.0).len(),
            kit.run(b.0).status == RunStatus::Succeeded,
            kit.get(|store| store.find(FLOW, &new)).is_some(),
        );
        assert!(parts == (1, 1, false, false) || parts == (50, 50, true, true), "a part of a batch: {parts:?}");
    }
}

pub(super) fn whoever_is_late_is_fenced<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 10);
    let old = kit.create("a", "p");
    let kit = kit.crash();
    let claimed = kit.claim("q", 0).remove(0).record;
    assert_eq!(kit.append(old, events(1..2), Then::GoOn), Err(Refused::Fenced { run: old.0 }));
    kit.appended((old.0, claimed.token), events(1..2), Then::GoOn);
}

pub(super) fn order_is_kept_when_closed<S: Subject>(mut kit: Kit<'_, S>) {
    kit.enter("p", 100);
    let run = kit.create("a", "p");
    for seq in 1..8 {
        kit.appended(run, events(seq..seq + 1), Then::GoOn);
        kit = kit.reopen();
        assert!(kit.append(run, events(seq..seq + 1), Then::GoOn).is_err(), "event {seq} is there");
    }
    assert_eq!(kit.events(run.0), events(0..8));
}

pub(super) fn two_processes_share_it<S: Subject>(kit: Kit<'_, S>) {
    let other = kit.beside();
    kit.enter("p", 100);
    other.enter("q", 100);
    let (a, b) = (kit.create("a", "p"), other.create("b", "q"));
    assert_ne!(a.0, b.0);
    kit.appended(a, events(1..2), Then::GoOn);
    assert_eq!(other.claim("q", 50), [], "both are alive");
    assert_eq!(other.events(a.0), events(0..2));
    let again = other.write(create(FLOW, "a", None));
    assert!(matches!(again, Ok(Written::Exists { .. })), "{again:?}");
    // The other one takes the run over; the first writes next.
    let taken = other.claim("q", 100).remove(0).record;
    assert_eq!((taken.run, taken.owner.clone()), (a.0, Some(named("q"))));
    assert_eq!(kit.append(a, events(2..3), Then::GoOn), Err(Refused::Fenced { run: a.0 }));
    other.appended((a.0, taken.token), events(2..3), Then::GoOn);
    let number = kit.post(a.0, "x");
    assert_eq!(other.get(|store| store.news(0, 9)), [(number, a.0)]);
    assert_eq!(other.append((a.0, taken.token), vec![], park(None, None, 0)), Err(Refused::Mail));
    // It is handed back and forth, and each goes on where the other one was.
    other.appended((a.0, taken.token), events(3..4), Then::Release { worked_micros: 1 });
    let back = kit.claim("p", 50).remove(0).record;
    kit.appended((a.0, back.token), events(4..5), Then::GoOn);
    assert_eq!(other.append((a.0, taken.token), events(4..5), Then::GoOn), Err(Refused::Fenced { run: a.0 }));
    assert_eq!(kit.events(a.0), events(0..5));
}
