//! What the tests of this store are written with.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use orch_core::Timestamp;
use orch_core::store::{
    Answer, Append, Claim, ClaimOf, Claimed, Entry, Kind, NewRun, Process, RunKey, RunStatus, Store, StoreError, Then,
    Write, Written,
};
use orch_sqlite::SqliteStore;

/// A lease that does not run out in any test.
pub(crate) const LONG: i64 = i64::MAX;

/// The futures of this store are ready when they were polled once.
pub(crate) fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the store works while it is polled"),
    }
}

pub(crate) fn try_write(store: &SqliteStore, write: Write) -> Result<Answer, StoreError> {
    ready(store.commit(vec![write])).map(|mut answers| answers.remove(0))
}

pub(crate) fn write(store: &SqliteStore, one: Write) -> Written {
    try_write(store, one).unwrap().unwrap()
}

pub(crate) fn process(name: &str) -> Process {
    Process(name.into())
}

pub(crate) fn enter(store: &SqliteStore, name: &str, until: i64) {
    write(store, Write::Enter { process: process(name), until: Timestamp::from_micros(until) });
}

pub(crate) fn event(run: RunKey, seq: u64) -> Entry {
    let kind = if seq == 0 { Kind::RunStarted } else { Kind::Succeeded };
    let payload = Some(format!("{{\"run\":{run},\"number\":{seq}}}"));
    Entry { seq, time: Timestamp::from_micros(seq as i64), path: format!("Flow/{seq}"), kind, payload, letter: None }
}

/// The first attempt at a change begins. It goes with the event before it.
pub(crate) fn start(run: RunKey, seq: u64) -> Entry {
    Entry { kind: Kind::Started, payload: Some("1".to_owned()), ..event(run, seq) }
}

/// A run without events.
pub(crate) fn create(store: &SqliteStore, id: &str, owner: &str) -> (RunKey, u64) {
    let new = NewRun {
        pipeline: "Flow".to_owned(),
        id: id.to_owned(),
        correlation: String::new(),
        fingerprint: String::new(),
        owner: Some(process(owner)),
        created: Timestamp::EPOCH,
        events: Vec::new(),
    };
    match write(store, Write::Create(Box::new(new))) {
        Written::Created { run, token } => (run, token),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn append((run, token): (RunKey, u64), seq: u64) -> Write {
    Write::Append(Box::new(Append { run, token, events: vec![event(run, seq)], then: Then::GoOn }))
}

pub(crate) fn end((run, token): (RunKey, u64)) -> Write {
    let then = Then::End { status: RunStatus::Succeeded, failure: None, time: Timestamp::EPOCH, worked_micros: 0 };
    Write::Append(Box::new(Append { run, token, events: Vec::new(), then }))
}

pub(crate) fn claim(store: &SqliteStore, name: &str, now: i64) -> Vec<Claimed> {
    let of = ClaimOf::Pipelines { names: vec!["Flow".to_owned()], after: None, except: Vec::new() };
    let claim = Claim { process: process(name), now: Timestamp::from_micros(now), of, limit: 1000 };
    match write(store, Write::Claim(Box::new(claim))) {
        Written::Claimed(claimed) => claimed,
        other => panic!("{other:?}"),
    }
}

/// How many events the run has, each of which is as it was written.
pub(crate) fn length(store: &SqliteStore, run: RunKey) -> u64 {
    let events = ready(store.events(run, 0, u32::MAX)).unwrap();
    for (seq, found) in (0..).zip(&events) {
        assert_eq!(*found, event(run, seq));
    }
    events.len() as u64
}
