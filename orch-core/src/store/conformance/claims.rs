//! Runs that nobody alive drives are taken.

use super::super::{ClaimOf, RunStatus, Store, Then};
use super::Subject;
use super::kit::{FLOW, Kit, append, at, create, created, end, events, named, numbers, park};

pub(super) fn what_is_driven_stays<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 100);
    kit.enter("q", 100);
    let (run, token) = kit.create("a", "p");
    assert_eq!(kit.claim("q", 99), []);
    assert_eq!(kit.claim_of("q", 99, ClaimOf::Run(run), 1), []);
    assert_eq!(kit.claim("p", 99), [], "whoever drives it has it already");
    assert_eq!(kit.run(run).token, token);
}

pub(super) fn what_was_left_is_taken<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 100);
    let (run, token) = kit.create("a", "p");
    kit.leave("p");
    let claimed = kit.claim("q", 1).remove(0);
    assert_eq!((claimed.record.run, claimed.record.owner), (run, Some(named("q"))));
    assert!(claimed.record.token > token);
    assert_eq!((claimed.crashed, claimed.record.crashes), (false, 0), "it left in order");
}

pub(super) fn what_was_handed_back_is_taken<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 100);
    let run = kit.create("a", "p");
    kit.appended(run, events(1..2), Then::Release { worked_micros: 1 });
    let claimed = kit.claim("q", 1).remove(0);
    assert_eq!((claimed.record.run, claimed.crashed, claimed.record.crashes), (run.0, false, 0));
}

pub(super) fn leases_run_out<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 10);
    kit.enter("q", 100);
    let (run, _) = kit.create("a", "p");
    assert_eq!(kit.claim("q", 9), []);
    let claimed = kit.claim("q", 10).remove(0);
    assert_eq!((claimed.record.run, claimed.crashed, claimed.record.crashes), (run, true, 1));
    assert_eq!(claimed.record.owner, Some(named("q")));
}

pub(super) fn renewed_leases_do_not<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 10);
    kit.create("a", "p");
    kit.enter("p", 30);
    assert_eq!(kit.claim("q", 20), []);
    assert_eq!(kit.claim("q", 30).len(), 1);
    // It was only late, enters again and may have others.
    kit.enter("p", 60);
    kit.create("b", "p");
    assert_eq!(kit.claim("q", 40), []);
}

pub(super) fn crashes_count_until_a_run_moves<S: Subject>(kit: Kit<'_, S>) {
    kit.create("a", "p0");
    let mut token = 0;
    for crash in 1..4 {
        let process = format!("p{crash}");
        kit.enter(&process, 10 * i64::from(crash));
        let claimed = kit.claim(&process, 10 * i64::from(crash)).remove(0);
        assert_eq!((claimed.crashed, claimed.record.crashes), (true, crash));
        token = claimed.record.token;
    }
    let run = (kit.get(|store| store.find(FLOW, "a")).unwrap().run, token);
    kit.appended(run, events(1..2), Then::GoOn);
    assert_eq!(kit.run(run.0).crashes, 3);
    kit.appended(run, events(2..3), Then::Moved);
    assert_eq!(kit.run(run.0).crashes, 0);
    kit.appended(run, vec![], Then::Release { worked_micros: 1 });
    assert!(!kit.claim("q", 50).remove(0).crashed, "its last owner handed it back");
}

pub(super) fn nobody_buries_itself<S: Subject>(kit: Kit<'_, S>) {
    kit.enter("p", 10);
    let run = kit.create("a", "p");
    assert_eq!(kit.claim("p", 50), []);
    kit.appended(run, events(1..2), Then::GoOn);
}

pub(super) fn whoever_has_not_entered_has_no_lease<S: Subject>(kit: Kit<'_, S>) {
    let run = kit.create("a", "p");
    kit.appended(run, events(1..2), Then::GoOn);
    assert_eq!(numbers(&kit.claim("q", -5)), [run.0]);
    assert_eq!(numbers(&kit.claim("r", -5)), [run.0]);
}

pub(super) fn in_pages_of_these_pipelines<S: Subject>(kit: Kit<'_, S>) {
    let names = ["A", "B", "C"];
    let batch = (0..30).map(|id| create(names[id % 3], &id.to_string(), None)).collect();
    let runs: Vec<_> = kit.commit(batch).into_iter().map(|answer| created(answer).0).collect();
    let wanted: Vec<_> = runs.iter().enumerate().filter(|(id, _)| id % 3 != 1).map(|(_, run)| *run).collect();
    let page_but = |after, limit, except| {
        let names = ["C", "A", "Unknown", "A"].map(str::to_owned).to_vec();
        numbers(&kit.claim_of("p", 0, ClaimOf::Pipelines { names, after, except }, limit))
    };
    let page = |after, limit| page_but(after, limit, Vec::new());
    assert_eq!(page(None, 0), []);
    assert_eq!(page(None, 7), wanted[..7]);
    assert_eq!(page(Some(wanted[9]), 4), wanted[10..14], "those before are left out");
    let left_to_others = wanted[7..9].to_vec();
    assert_eq!(page_but(None, 1, left_to_others), wanted[9..10], "those that are left to others are passed over");
    assert_eq!(page(None, 100), [&wanted[7..9], &wanted[14..]].concat());
    assert_eq!(page(None, 100), []);
    assert_eq!(kit.claim_of("p", 0, ClaimOf::Pipelines { names: vec![], after: None, except: vec![] }, 100), []);
}

pub(super) fn timers_are_due<S: Subject>(kit: Kit<'_, S>) {
    let (a, b, c) = (kit.create("a", "p"), kit.create("b", "p"), kit.create("c", "p"));
    for (run, wake) in [(a, Some(400)), (b, Some(500)), (c, None)] {
        kit.appended(run, events(1..2), park(wake, Some("go"), 0));
    }
    assert_eq!(kit.claim("q", 399), []);
    let claimed = kit.claim("q", 400);
    assert_eq!(numbers(&claimed), [a.0]);
    assert_eq!((claimed[0].crashed, claimed[0].record.crashes), (false, 0), "nobody drove it");
    assert_eq!(numbers(&kit.claim("q", 10_000)), [b.0]);
}

pub(super) fn letters_are_due<S: Subject>(kit: Kit<'_, S>) {
    let (a, b) = (kit.create("a", "p"), kit.create("b", "p"));
    let seen = kit.post(a.0, "early");
    kit.appended(a, events(1..2), park(None, Some("go"), seen));
    kit.appended(b, events(1..2), park(None, Some("go"), 0));
    assert_eq!(kit.claim("q", 400), [], "it has looked at the letter and waits for another");
    let number = kit.post(a.0, "go");
    let claimed = kit.claim("q", 400);
    assert_eq!(numbers(&claimed), [a.0]);
    let run = (a.0, claimed[0].record.token);
    kit.appended(run, vec![], park(None, Some("go"), number));
    assert_eq!(kit.claim("q", 400), [], "it has looked at this one as well");
}

pub(super) fn one_by_its_number<S: Subject>(kit: Kit<'_, S>) {
    let (parked, ended) = (kit.create("a", "p"), kit.create("b", "p"));
    let other = created(kit.write(create("Other", "c", None)));
    kit.appended(parked, events(1..2), park(Some(900), Some("go"), 0));
    kit.appended(ended, events(1..2), end(RunStatus::Failed, 5));
    let one = |run| numbers(&kit.claim_of("q", 1, ClaimOf::Run(run), 1));
    assert_eq!(one(parked.0), [parked.0], "whatever it waits for");
    assert_eq!(one(ended.0), []);
    assert_eq!(one(other.0), [other.0]);
    assert_eq!(one(super::super::RunKey(99)), []);
}

pub(super) fn the_first_wake<S: Subject>(kit: Kit<'_, S>) {
    let wake = || kit.get(Store::next_wake);
    assert_eq!(wake(), None);
    let runs = [kit.create("a", "p"), kit.create("b", "p"), kit.create("c", "p")];
    let parks = runs.iter().zip([Some(500), Some(400), None]);
    kit.commit(parks.map(|(run, at)| append(*run, vec![], park(at, None, 0))).collect());
    assert_eq!(wake(), Some(at(400)));
    assert_eq!(kit.claim("p", 450).len(), 1);
    assert_eq!(wake(), Some(at(500)), "somebody drives the first one");
    kit.claim_of("p", 450, ClaimOf::Run(runs[0].0), 1);
    assert_eq!(wake(), None);
}
