//! Letters to runs.

use super::super::{Letter, LetterKind, Recipient, Refused, RunKey, RunStatus, Store, Then, Written};
use super::Subject;
use super::kit::{FLOW, Kit, append, at, end, events, named, park, post, signal, taking};

pub(super) fn come_in_order<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p").0, kit.create("b", "p").0);
    let to_b = || Recipient::Named { pipeline: FLOW.to_owned(), id: "b".to_owned() };
    let answers = kit.commit(vec![
        post(Recipient::Run(a), signal("first"), 9),
        post(to_b(), LetterKind::Cancel, 9),
        post(Recipient::Run(a), LetterKind::Cancel, 9),
    ]);
    let number = |answer: &super::super::Answer, to| match answer {
        Ok(Written::Posted { number, run, owner }) if *run == to && *owner == Some(named("p")) => *number,
        other => panic!("a letter to {to} came to {other:?}"),
    };
    let [first, second, third] = [number(&answers[0], a), number(&answers[1], b), number(&answers[2], a)];
    assert!(1 <= first && first < second && second < third, "{answers:?}");
    let letter =
        |number, run, kind| Letter { number, run, kind, sender: Some("Ann".to_owned()), reason: None, time: at(200) };
    let (one, three) = (letter(first, a, signal("first")), letter(third, a, LetterKind::Cancel));
    assert_eq!(kit.letters(a), [one, three.clone()]);
    assert_eq!(kit.letters(b), [letter(second, b, LetterKind::Cancel)]);
    assert_eq!(kit.get(|store| store.letters(a, first)), [three]);
    assert_eq!(kit.get(|store| store.letters(a, third)), []);
    assert_eq!(kit.get(|store| store.letters(a, u64::MAX)), []);
}

pub(super) fn are_taken_once<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let (first, second) = (kit.post(run.0, "x"), kit.post(run.0, "y"));
    let late = kit.append((run.0, run.1 + 1), vec![taking(1, first)], Then::GoOn);
    assert_eq!(late, Err(Refused::Fenced { run: run.0 }));
    assert_eq!(kit.letters(run.0).len(), 2, "whoever is refused takes nothing");
    kit.appended(run, vec![taking(1, second)], Then::GoOn);
    let left: Vec<u64> = kit.letters(run.0).iter().map(|letter| letter.number).collect();
    assert_eq!(left, [first]);
    assert_eq!(kit.events(run.0)[1], taking(1, second), "the event says which");
    assert_eq!(kit.stats().letters, 1);
}

pub(super) fn wait_for_the_next_owner<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, events(1..2), Then::Release { worked_micros: 1 });
    let answer = kit.write(post(Recipient::Run(run.0), signal("x"), 9));
    assert!(matches!(answer, Ok(Written::Posted { owner: None, .. })), "{answer:?}");
    assert_eq!(kit.claim("q", 0).len(), 1);
    assert_eq!(kit.letters(run.0).len(), 1);
}

pub(super) fn fill_a_mailbox<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let send = || kit.write(post(Recipient::Run(run.0), signal("x"), 2));
    let Ok(Written::Posted { number, .. }) = send() else { panic!("the first was refused") };
    assert!(send().is_ok());
    assert_eq!(send(), Err(Refused::MailboxFull { limit: 2 }));
    assert_eq!(kit.letters(run.0).len(), 2);
    kit.appended(run, vec![taking(1, number)], Then::GoOn);
    assert!(send().is_ok(), "there is room again");
}

pub(super) fn are_refused<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, vec![], end(RunStatus::Cancelled, 1));
    let send = |to| kit.write(post(to, signal("x"), 9));
    let named = |id: &str| Recipient::Named { pipeline: FLOW.to_owned(), id: id.to_owned() };
    assert_eq!(send(Recipient::Run(run.0)), Err(Refused::Ended));
    assert_eq!(send(named("a")), Err(Refused::Ended));
    assert_eq!(send(named("b")), Err(Refused::NoRun));
    assert_eq!(send(Recipient::Run(RunKey(99))), Err(Refused::NoRun));
}

pub(super) fn keep_a_run_from_parking<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    let first = kit.post(run.0, "x");
    assert_eq!(kit.append(run, events(1..2), park(None, None, first - 1)), Err(Refused::Mail));
    assert_eq!((kit.events(run.0).len(), kit.run(run.0).status), (1, RunStatus::Running), "nothing was written");
    let second = kit.post(run.0, "y");
    assert_eq!(kit.append(run, events(1..2), park(None, None, first)), Err(Refused::Mail));
    kit.appended(run, vec![taking(1, second)], park(None, None, first));
    let record = kit.run(run.0);
    assert_eq!((record.status, kit.letters(run.0).len()), (RunStatus::Parked, 1), "a letter that was seen may lie");
    // Letters to others are no matter of this one.
    let other = kit.create("b", "p");
    kit.post(run.0, "z");
    kit.appended(other, vec![], park(None, None, 0));
}

pub(super) fn make_news<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p"), kit.create("b", "p"));
    let to = [a.0, b.0, a.0, b.0];
    let sent: Vec<(u64, RunKey)> = to.map(|run| (kit.post(run, "x"), run)).to_vec();
    let news = |after, limit| kit.get(|store| store.news(after, limit));
    assert_eq!(news(0, 100), sent);
    assert_eq!(news(0, 3), sent[..3]);
    assert_eq!(news(sent[1].0, 100), sent[2..]);
    assert_eq!(news(u64::MAX, 100), []);
    assert_eq!(kit.commit(vec![append(a, vec![taking(1, sent[2].0)], Then::GoOn)]), [Ok(Written::Done)]);
    assert_eq!(news(sent[0].0, 100), [sent[1], sent[3]], "what was taken is no news");
}
