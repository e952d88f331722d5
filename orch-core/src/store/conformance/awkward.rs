//! Texts, sizes and times that are hard to keep.

use super::super::{Entry, Kind, LetterKind, NewRun, Pause, PauseOf, Recipient, Store, Then, Waited, Write, Written};
use super::Subject;
use super::kit::{FLOW, Kit, created, event, named, new_run, post};
use crate::Timestamp;

/// Texts that have been mistaken for something else somewhere.
const TEXTS: [&str; 9] = [
    "",
    " ",
    "NULL",
    "a\0b",
    "'; DROP TABLE runs; --",
    "\"quoted\\\"",
    "😀 né\u{301} \u{202e}",
    "%_[*]?",
    "\r\n\t\u{7f}",
];

pub(super) fn texts<S: Subject>(kit: Kit<'_, S>) {
    let runs: Vec<_> = TEXTS.iter().map(|text| (*text, written(&kit, text))).collect();
    let kit = kit.reopen();
    for (text, run) in runs {
        let record = kit.run(run);
        assert_eq!([&record.pipeline, &record.id, &record.correlation, &record.fingerprint], [text; 4]);
        assert_eq!(kit.get(|store| store.find(text, text)), Some(record.clone()));
        assert_eq!(record.waits, [waited(text)]);
        assert_eq!(kit.events(run)[1], entry(text));
        let letter = kit.letters(run).remove(0);
        assert_eq!((letter.kind, letter.sender.as_deref()), (signal(text), Some("Ann")));
        assert_eq!(kit.get(|store| store.fact(text)).as_deref(), Some(text));
        assert!(kit.get(Store::pauses).iter().any(|pause| pause.name == text && pause.reason.as_deref() == Some(text)));
        let filter = super::super::RunFilter {
            pipeline: Some(text.to_owned()),
            correlation: Some(text.to_owned()),
            signal: Some(text.to_owned()),
            ..super::super::RunFilter::default()
        };
        assert_eq!(kit.runs(&filter), [record]);
    }
}

/// A run, an event, a letter, a pause and a fact of this text.
fn written<S: Subject>(kit: &Kit<'_, S>, text: &str) -> super::super::RunKey {
    let owned = || text.to_owned();
    let new = NewRun {
        pipeline: owned(),
        id: owned(),
        correlation: owned(),
        fingerprint: owned(),
        owner: Some(named(text)),
        ..new_run(FLOW, "", None)
    };
    let until = Timestamp::from_micros(0);
    let pause = Pause { of: PauseOf::Agent, name: owned(), sender: None, reason: Some(owned()), since: until };
    let answers = kit.commit(vec![
        Write::Enter { process: named(text), until },
        Write::Create(Box::new(new)),
        Write::Pause(pause),
        Write::Fact { name: owned(), expect: None, value: Some(owned()) },
    ]);
    let run = created(answers[1].clone());
    let to = Recipient::Named { pipeline: owned(), id: owned() };
    let Ok(Written::Posted { number, .. }) = kit.write(post(to, signal(text), 9)) else {
        panic!("no letter to {text:?}")
    };
    let then = Then::Park { wake: None, waits: vec![waited(text)], seen: number, time: until, worked_micros: 0 };
    kit.appended(run, vec![entry(text)], then);
    run.0
}

fn entry(text: &str) -> Entry {
    Entry { path: text.to_owned(), kind: Kind::Opened, payload: Some(text.to_owned()), ..event(1) }
}

fn signal(text: &str) -> LetterKind {
    LetterKind::Signal { name: text.to_owned(), key: Some(text.to_owned()), payload: text.to_owned() }
}

fn waited(text: &str) -> Waited {
    Waited { path: text.to_owned(), signal: Some(text.to_owned()), key: Some(text.to_owned()), until: None }
}

pub(super) fn large_payloads<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let large = |seq: u64| {
        let payload = Some(format!("\"{}\"", char::from(b'a' + seq as u8).to_string().repeat(4 << 20)));
        Entry { payload, ..event(seq) }
    };
    kit.appended(run, vec![large(1), large(2)], Then::GoOn);
    let found = kit.reopen().get(|store| store.events(run.0, 1, 9));
    assert!(found == [large(1), large(2)], "4 MiB come back as they were");
}

pub(super) fn far_times<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let times = [i64::MIN, -1, 0, 1, i64::MAX].map(Timestamp::from_micros);
    let events: Vec<Entry> = (1..).zip(times).map(|(seq, time)| Entry { time, ..event(seq) }).collect();
    let wake = Some(Timestamp::from_micros(i64::MAX));
    let worked_micros = i64::MAX as u64;
    kit.appended(run, events.clone(), Then::Park { wake, waits: vec![], seen: 0, time: times[0], worked_micros });
    assert_eq!(kit.events(run.0)[1..], events);
    let record = kit.run(run.0);
    assert_eq!((record.wake, record.parked, record.worked_micros), (wake, Some(times[0]), worked_micros));
    assert_eq!(kit.get(Store::next_wake), wake);
}
