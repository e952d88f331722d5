//! Pauses and facts.

use super::super::{Answer, Pause, PauseOf, Refused, Store, Write, Written};
use super::Subject;
use super::kit::{Kit, at};

pub(super) fn pauses<S: Subject>(kit: Kit<'_, S>) {
    let pause = |of, name: &str, reason: Option<&str>| Pause {
        of,
        name: name.to_owned(),
        sender: Some("Ann".to_owned()),
        reason: reason.map(str::to_owned),
        since: at(10),
    };
    let there = |kit: &Kit<'_, S>| {
        let mut pauses = kit.get(Store::pauses);
        pauses.sort_by(|a, b| (a.of, &a.name).cmp(&(b.of, &b.name)));
        pauses
    };
    assert_eq!(there(&kit), []);
    let [agent, pipeline] = [pause(PauseOf::Agent, "x", None), pause(PauseOf::Pipeline, "x", Some("why"))];
    let answers = kit.commit(vec![Write::Pause(agent), Write::Pause(pipeline.clone())]);
    assert_eq!(answers, [Ok(Written::Done), Ok(Written::Done)]);
    let again = pause(PauseOf::Agent, "x", Some("still"));
    assert_eq!(kit.write(Write::Pause(again.clone())), Ok(Written::Done));
    let kit = kit.reopen();
    assert_eq!(there(&kit), [again, pipeline.clone()], "the second takes the place of the first");
    for _ in 0..2 {
        let resume = Write::Resume { of: PauseOf::Agent, name: "x".to_owned() };
        assert_eq!(kit.write(resume), Ok(Written::Done), "also if it was not paused");
        assert_eq!(there(&kit), std::slice::from_ref(&pipeline));
    }
}

fn keep<S: Subject>(kit: &Kit<'_, S>, expect: Option<Option<&str>>, value: Option<&str>) -> Answer {
    let (expect, value) = (expect.map(|there| there.map(str::to_owned)), value.map(str::to_owned));
    kit.write(Write::Fact { name: "mark".to_owned(), expect, value })
}

fn there<S: Subject>(kit: &Kit<'_, S>) -> Option<String> {
    kit.get(|store| store.fact("mark"))
}

pub(super) fn facts<S: Subject>(kit: Kit<'_, S>) {
    assert_eq!(there(&kit), None);
    assert_eq!(keep(&kit, None, Some("1")), Ok(Written::Done));
    assert_eq!(keep(&kit, None, Some("2")), Ok(Written::Done));
    let kit = kit.reopen();
    assert_eq!(there(&kit).as_deref(), Some("2"));
    assert_eq!(kit.get(|store| store.fact("other")), None);
    assert_eq!(keep(&kit, None, None), Ok(Written::Done));
    assert_eq!(keep(&kit, None, None), Ok(Written::Done));
    assert_eq!(there(&kit), None);
}

pub(super) fn facts_with_expectations<S: Subject>(kit: Kit<'_, S>) {
    assert_eq!(keep(&kit, Some(Some("0")), Some("1")), Err(Refused::Changed));
    assert_eq!(there(&kit), None);
    assert_eq!(keep(&kit, Some(None), Some("1")), Ok(Written::Done));
    assert_eq!(keep(&kit, Some(None), Some("2")), Err(Refused::Changed));
    assert_eq!(keep(&kit, Some(Some("1")), Some("")), Ok(Written::Done));
    assert_eq!(keep(&kit, Some(None), Some("3")), Err(Refused::Changed), "an empty text is something");
    assert_eq!(there(&kit).as_deref(), Some(""));
    assert_eq!(keep(&kit, Some(Some("")), None), Ok(Written::Done));
    assert_eq!(there(&kit), None);
}
