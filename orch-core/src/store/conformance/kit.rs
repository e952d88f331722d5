//! What the cases are written with.

use super::super::{
    Answer, Append, Claim, ClaimOf, Claimed, Entry, Kind, Letter, LetterKind, NewLetter, NewRun, Process, Recipient,
    RunFilter, RunKey, RunRecord, RunStatus, Stats, Store, StoreError, Then, Waited, Write, Written,
};
use super::Subject;
use crate::Timestamp;

/// The pipeline of most runs.
pub(super) const FLOW: &str = "Flow";

/// A store, and how to wait for it. Errors of the store end the case.
pub(super) struct Kit<'s, S: Subject> {
    subject: &'s S,
    pub(super) store: S::Store,
}

impl<'s, S: Subject> Kit<'s, S> {
    pub(super) fn new(subject: &'s S) -> Kit<'s, S> {
        Kit { subject, store: subject.fresh() }
    }

    pub(super) fn reopen(self) -> Kit<'s, S> {
        Kit { store: self.subject.reopen(self.store), ..self }
    }

    pub(super) fn crash(self) -> Kit<'s, S> {
        Kit { store: self.subject.crash(self.store), ..self }
    }

    pub(super) fn beside(&self) -> Kit<'s, S> {
        Kit { store: self.subject.beside(&self.store), ..*self }
    }

    /// Waits for what is read.
    pub(super) fn get<'a, T: Send>(&'a self, read: impl FnOnce(&'a S::Store) -> super::StoreFuture<'a, T>) -> T {
        self.try_get(read).unwrap_or_else(|error| panic!("the store failed: {error}"))
    }

    pub(super) fn try_get<'a, T: Send>(
        &'a self,
        read: impl FnOnce(&'a S::Store) -> super::StoreFuture<'a, T>,
    ) -> Result<T, StoreError> {
        self.subject.wait(read(&self.store))
    }

    pub(super) fn commit(&self, batch: Vec<Write>) -> Vec<Answer> {
        let expected = batch.len();
        let answers = self.get(|store| store.commit(batch));
        assert_eq!(answers.len(), expected, "one answer each");
        answers
    }

    pub(super) fn write(&self, write: Write) -> Answer {
        self.commit(vec![write]).remove(0)
    }

    pub(super) fn enter(&self, process: &str, until: i64) {
        let write = Write::Enter { process: named(process), until: at(until) };
        assert_eq!(self.write(write), Ok(Written::Done));
    }

    pub(super) fn leave(&self, process: &str) {
        assert_eq!(self.write(Write::Leave { process: named(process) }), Ok(Written::Done));
    }

    /// A run that this process drives, with one event.
    pub(super) fn create(&self, id: &str, owner: &str) -> (RunKey, u64) {
        created(self.write(create(FLOW, id, Some(owner))))
    }

    pub(super) fn append(&self, (run, token): (RunKey, u64), events: Vec<Entry>, then: Then) -> Answer {
        self.write(append((run, token), events, then))
    }

    /// Appends, and expects that it is done.
    pub(super) fn appended(&self, run: (RunKey, u64), events: Vec<Entry>, then: Then) {
        assert_eq!(self.append(run, events, then), Ok(Written::Done));
    }

    /// Claims runs of [`FLOW`], as many as there are.
    pub(super) fn claim(&self, process: &str, now: i64) -> Vec<Claimed> {
        self.claim_of(
            process,
            now,
            ClaimOf::Pipelines { names: vec![FLOW.to_owned()], after: None, except: Vec::new() },
            1000,
        )
    }

    pub(super) fn claim_of(&self, process: &str, now: i64, of: ClaimOf, limit: u32) -> Vec<Claimed> {
        let claim = Claim { process: named(process), now: at(now), of, limit };
        match self.write(Write::Claim(Box::new(claim))) {
            Ok(Written::Claimed(claimed)) => {
                for taken in &claimed {
                    assert_eq!(taken.record, self.run(taken.record.run), "a run is given as it is from now on");
                }
                claimed
            }
            other => panic!("a claim came to {other:?}"),
        }
    }

    pub(super) fn post(&self, run: RunKey, name: &str) -> u64 {
        match self.write(post(Recipient::Run(run), signal(name), 100)) {
            Ok(Written::Posted { number, run: to, .. }) if to == run => number,
            other => panic!("a letter to {run} came to {other:?}"),
        }
    }

    pub(super) fn run(&self, run: RunKey) -> RunRecord {
        self.get(|store| store.run(run)).unwrap_or_else(|| panic!("run {run} is not there"))
    }

    pub(super) fn events(&self, run: RunKey) -> Vec<Entry> {
        self.get(|store| store.events(run, 0, u32::MAX))
    }

    pub(super) fn letters(&self, run: RunKey) -> Vec<Letter> {
        self.get(|store| store.letters(run, 0))
    }

    pub(super) fn runs(&self, filter: &RunFilter) -> Vec<RunRecord> {
        self.get(|store| store.runs(filter))
    }

    pub(super) fn stats(&self) -> Stats {
        self.get(Store::stats)
    }
}

/// A time, in seconds.
pub(super) const fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * 1_000_000)
}

pub(super) fn named(process: &str) -> Process {
    Process(process.into())
}

/// The event with this number: the input if it is the first.
pub(super) fn event(seq: u64) -> Entry {
    let (kind, path) = if seq == 0 { (Kind::RunStarted, FLOW) } else { (Kind::Succeeded, "Flow/stage") };
    let (path, payload) = (path.to_owned(), Some(format!("{{\"number\":{seq}}}")));
    Entry { seq, time: at(100 + seq as i64), path, kind, payload, letter: None }
}

pub(super) fn events(numbers: std::ops::Range<u64>) -> Vec<Entry> {
    numbers.map(event).collect()
}

/// The first attempt at a change begins: of this there is little to tell.
pub(super) fn start(seq: u64) -> Entry {
    let (path, payload) = (format!("Flow/change-{seq}"), Some("1".to_owned()));
    Entry { kind: Kind::Started, path, payload, ..event(seq) }
}

/// An event that takes a letter.
pub(super) fn taking(seq: u64, letter: u64) -> Entry {
    Entry { letter: Some(letter), ..event(seq) }
}

pub(super) fn new_run(pipeline: &str, id: &str, owner: Option<&str>) -> NewRun {
    NewRun {
        pipeline: pipeline.to_owned(),
        id: id.to_owned(),
        correlation: format!("order of {id}"),
        fingerprint: "f1".to_owned(),
        owner: owner.map(named),
        created: at(50),
        events: events(0..1),
    }
}

pub(super) fn create(pipeline: &str, id: &str, owner: Option<&str>) -> Write {
    Write::Create(Box::new(new_run(pipeline, id, owner)))
}

pub(super) fn created(answer: Answer) -> (RunKey, u64) {
    match answer {
        Ok(Written::Created { run, token }) => (run, token),
        other => panic!("a new run came to {other:?}"),
    }
}

pub(super) fn append((run, token): (RunKey, u64), events: Vec<Entry>, then: Then) -> Write {
    Write::Append(Box::new(Append { run, token, events, then }))
}

pub(super) fn signal(name: &str) -> LetterKind {
    LetterKind::Signal { name: name.to_owned(), key: Some("k".to_owned()), payload: format!("\"{name}\"") }
}

pub(super) fn post(to: Recipient, kind: LetterKind, limit: u32) -> Write {
    let (sender, reason) = (Some("Ann".to_owned()), None);
    Write::Post(Box::new(NewLetter { to, kind, sender, reason, time: at(200), limit }))
}

/// Parked until then, for a signal of this name.
pub(super) fn park(wake: Option<i64>, signal: Option<&str>, seen: u64) -> Then {
    let (wake, signal) = (wake.map(at), signal.map(str::to_owned));
    let waits = vec![Waited { path: "Flow/wait".to_owned(), signal, key: None, until: wake }];
    Then::Park { wake, waits, seen, time: at(300), worked_micros: 7 }
}

pub(super) fn end(status: RunStatus, time: i64) -> Then {
    let failure = (status != RunStatus::Succeeded).then(|| "{\"message\":\"no\"}".to_owned());
    Then::End { status, failure, time: at(time), worked_micros: 9 }
}

pub(super) fn numbers(claimed: &[Claimed]) -> Vec<RunKey> {
    claimed.iter().map(|taken| taken.record.run).collect()
}
