//! Submitting: ids, inputs, limits.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use orch::store::{LetterKind, MemoryStore, PauseOf, RunFilter, RunStatus, Store};
use orch::{
    AttachError, Context, FailureKind, OperateError, Orchestrator, Origin, RunHandle, SignalError, StateError,
    SubmitError, agent, pipeline,
};
use serde::{Deserialize, Serialize};

use crate::agents::{add, look, pay};
use crate::kit::{App, World, app, builder, settle};

#[agent(reads)]
async fn swell(bytes: u64, #[resource] world: &World, cx: &Context) -> String {
    world.call("swell", cx, bytes).await;
    "x".repeat(bytes as usize)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    prices: Vec<f64>,
}

#[agent(reads)]
async fn quote(parts: f64) -> Quote {
    Quote { prices: vec![1.0, 1.0 / parts] }
}

pipeline! {
    pub Quotes(parts: f64) -> f64 {
        let quote = quote(parts).await?;
        let more = signal::<f64>("more").await?;
        let next = signal::<f64>("next").await?;
        quote.prices[1] + more + next
    }

    pub Mapped(map: HashMap<String, u64>) -> u64 {
        let paid = pay(map.values().sum::<u64>()).await?;
        let more = signal::<u64>("more").await?;
        paid + more
    }

    pub Pays(n: u64) -> u64 {
        pay(n).await?
    }

    pub Looks(n: u64) -> u64 {
        let seen = look(n).await?;
        pay(seen).await?
    }

    pub Swells(bytes: u64) -> String {
        swell(bytes).await?
    }

    pub Counts(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            total = add(total, *n).await?;
        }
        total
    }

    pub Unknown(n: u64) -> u64 {
        pay(n).await?
    }
}

async fn start(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    let builder = builder(store, app).register::<Mapped>().register::<Pays>().register::<Looks>();
    builder.start().await.expect("it starts")
}

fn map(names: impl Iterator<Item = u64>) -> HashMap<String, u64> {
    names.map(|n| (format!("name {n}"), n)).collect()
}

#[tokio::test(start_paused = true)]
async fn one_input_under_one_id_is_one_run_whatever_the_order_of_its_maps() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = start(&store, &app).await;
    let run = first.submit(Mapped(map(0..50))).id("a").await.expect("it is taken");
    let again = first.submit(Mapped(map((0..50).rev()))).id("a").await.expect("it is the same");
    assert_eq!(again.key(), run.key());
    let other = first.submit(Pays(1)).id("a").await.expect("another pipeline has ids of its own");
    assert_ne!(other.key(), run.key());
    let elsewhere = start(&store, &app).await;
    let there = elsewhere.submit(Mapped(map((0..50).rev()))).id("a").await.expect("it is the same");
    run.more(1).await.expect("it waits");
    assert_eq!(*run.result().await.unwrap(), 2451);
    assert_eq!(*there.result().await.unwrap(), 2451, "whoever drives it");
    let ended = first.submit(Mapped(map((0..50).rev()))).id("a").await.expect("it has ended, and is the same");
    assert_eq!(*ended.result().await.unwrap(), 2451);
    assert_eq!(app.world.of("pay").iter().filter(|call| call.key.starts_with("a:Mapped")).count(), 1);
    let refused = first.submit(Mapped(map(0..51))).id("a").await.expect_err("it is another");
    assert!(matches!(refused, SubmitError::OtherInput { pipeline: "Mapped", .. }), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_pruned_id_is_free_again() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    let run = orchestrator.submit(Pays(1)).id("a").await.unwrap();
    run.result().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let now = app.world.clock.now();
    assert_eq!(orchestrator.prune(now, Some("Pays"), &[RunStatus::Failed]).await.unwrap(), 0);
    assert_eq!(orchestrator.prune(now, None, &[]).await.unwrap(), 1);
    assert_eq!(run.record().await.expect_err("it is gone"), StateError::NoRun);
    let other = orchestrator.submit(Pays(2)).id("a").await.expect("the id is free");
    assert_eq!(*other.result().await.unwrap(), 4);
    assert_ne!(other.key(), run.key());
}

#[tokio::test(start_paused = true)]
async fn what_was_erased_says_so() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    let run = orchestrator.submit(Pays(1)).id("a").await.unwrap();
    run.result().await.unwrap();
    orchestrator.erase(run.key()).await.expect("it has ended");
    let refused = orchestrator.submit(Pays(1)).id("a").await.expect_err("nobody knows whether it is the same");
    assert!(matches!(refused, SubmitError::Erased { .. }), "{refused}");
    assert!(orchestrator.history(run.key()).await.unwrap().iter().all(|event| event.payload.is_none()));
    let again: RunHandle<Pays> = start(&store, &app).await.attach("a").await.expect("it is there");
    let failure = again.result().await.expect_err("its output is gone");
    assert_eq!(failure.kind, FailureKind::Interrupted);
    assert!(failure.message.contains("erased"), "{failure:?}");
    assert!(matches!(again.state().await, Err(StateError::Erased)));
}

#[tokio::test(start_paused = true)]
async fn who_is_not_there_is_not_found() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    let missing = orchestrator.attach::<Pays>("nobody").await.expect_err("it was never submitted");
    assert_eq!(missing, AttachError::NoRun { pipeline: "Pays", id: "nobody".to_owned() });
    let unknown = orchestrator.attach::<Unknown>("nobody").await.expect_err("it is not registered");
    assert_eq!(unknown, AttachError::NotRegistered("Unknown"));
    let unknown = orchestrator.submit(Unknown(1)).await.expect_err("it is not registered");
    assert_eq!(unknown, SubmitError::NotRegistered("Unknown"));
    for bad in ["", "a\nb", &"x".repeat(501)] {
        let refused = orchestrator.submit(Pays(1)).id(bad).await.expect_err("it cannot be an id");
        assert!(matches!(refused, SubmitError::BadId { .. }), "{refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_state_is_seen_while_it_runs_and_while_it_is_parked() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    app.world.hang("pay");
    let run = orchestrator.submit(Looks(4)).await.unwrap();
    settle().await;
    let state = run.state().await.expect("it runs");
    assert_eq!(state.look.value(), Some(&5));
    assert_eq!(state.pay.value(), None);
    app.world.heal();
    let parked = orchestrator.submit(Mapped(map(0..3))).await.unwrap();
    settle().await;
    assert_eq!(parked.record().await.unwrap().status, RunStatus::Parked);
    assert_eq!(parked.state().await.expect("it is parked").pay.value(), Some(&6));
}

#[tokio::test(start_paused = true)]
async fn so_many_runs_may_be_under_way_and_parked_ones_do_not_count() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let builder = builder(&store, &app).max_runs(1).register::<Mapped>().register::<Pays>();
    let orchestrator = builder.start().await.unwrap();
    let parked = orchestrator.submit(Mapped(map(0..3))).id("parked").await.unwrap();
    settle().await;
    assert_eq!(parked.record().await.unwrap().status, RunStatus::Parked);
    app.world.hang("pay");
    let running = orchestrator.try_submit(Pays(1)).id("running").await.expect("it is the only one");
    settle().await;
    app.world.heal();
    let refused = orchestrator.try_submit(Pays(2)).await.expect_err("one is under way");
    assert_eq!(refused, SubmitError::Overloaded { limit: 1 });
    let mut waiting = orchestrator.submit(Pays(2)).into_future();
    settle().await;
    assert!(waiting.as_mut().now_or_never().is_none(), "it waits for its turn");
    let same = orchestrator.try_submit(Pays(1)).id("running").await.expect("it is there already");
    assert_eq!(same.key(), running.key());
    running.cancel("make room").await.unwrap();
    assert_eq!(*waiting.await.expect("there is room").result().await.unwrap(), 4);
    parked.more(1).await.unwrap();
    assert_eq!(*parked.result().await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn payloads_events_and_mail_have_limits() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let builder = builder(&store, &app).max_payload(1000).max_events(20).max_mail(2);
    let builder = builder.register::<Mapped>().register::<Swells>().register::<Counts>();
    let orchestrator = builder.start().await.unwrap();
    let refused = orchestrator.submit(Mapped(map(0..100))).await.expect_err("it is too large");
    assert!(matches!(refused, SubmitError::TooLarge { limit: 1000, .. }), "{refused}");
    let run = orchestrator.submit(Swells(2000)).await.unwrap();
    let failure = run.result().await.expect_err("its output is too large");
    assert_eq!((failure.kind, &*failure.stage), (FailureKind::Overloaded, "Swells/swell"));
    assert!(failure.message.contains("max_payload"), "{}", failure.message);
    assert_eq!(run.record().await.unwrap().status, RunStatus::Failed);
    let run = orchestrator.submit(Counts((0..100).collect())).await.unwrap();
    let failure = run.result().await.expect_err("it has too many events");
    assert_eq!(failure.kind, FailureKind::Overloaded);
    assert!(failure.message.contains("max_events"), "{}", failure.message);
    app.world.hang("pay");
    let run = orchestrator.submit(Mapped(map(0..3))).id("m").await.unwrap();
    run.more(1).await.expect("there is room");
    run.more(2).await.expect("there is room");
    let full = run.more(3).await.expect_err("two lie there");
    assert!(matches!(&full, SignalError::Store(why) if why.contains("2 letters")), "{full}");
}

#[tokio::test(start_paused = true)]
async fn what_would_not_read_back_equal_is_refused_when_it_is_written() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = || builder(&store, &app).register::<Quotes>().start();
    let first = start().await.unwrap();
    let refused = first.submit(Quotes(f64::NAN)).id("nan").await.expect_err("JSON has no such number");
    assert!(matches!(refused, SubmitError::Input { pipeline: "Quotes", .. }), "{refused}");
    assert!(matches!(first.attach::<Quotes>("nan").await, Err(AttachError::NoRun { .. })));
    let run = first.submit(Quotes(0.0)).await.unwrap();
    let failure = run.result().await.expect_err("nor this one");
    assert_eq!((failure.kind, &*failure.stage), (FailureKind::Error, "Quotes/quote"));
    assert!(failure.message.contains("at `.prices[1]`"), "{}", failure.message);
    assert_eq!(run.record().await.unwrap().status, RunStatus::Failed);
    let run = first.submit(Quotes(3.0)).id("a").await.unwrap();
    let refused = run.more(f64::INFINITY).await.expect_err("nor this one");
    assert!(matches!(refused, SignalError::Payload(_)), "{refused}");
    let odd = 0.1f64.next_up();
    run.more(odd).await.expect("it is one");
    settle().await;
    first.kill();
    store.crash();
    let second = start().await.unwrap();
    let run: RunHandle<Quotes> = second.attach("a").await.unwrap();
    run.next(-0.0).await.expect("it waits");
    assert_eq!(run.result().await.unwrap().to_bits(), (1.0 / 3.0 + odd + -0.0).to_bits());
}

#[tokio::test(start_paused = true)]
async fn what_people_write_beside_a_payload_has_limits_too() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let builder = builder(&store, &app).max_payload(1000).register::<Mapped>().register::<crate::flows::Signals>();
    let orchestrator = builder.start().await.unwrap();
    let long = || "x".repeat(1001);
    let refused =
        orchestrator.submit(Mapped(map(0..3))).correlation("x".repeat(501)).await.expect_err("it is too long");
    assert_eq!(refused, SubmitError::LongCorrelation { bytes: 501 });
    let run = orchestrator.submit(Mapped(map(0..3))).correlation("x".repeat(500)).await.expect("it is not");
    for origin in [Origin::of(long()), Origin::from(&*long())] {
        let signalled = run.acting(origin.clone()).more(1).await.expect_err("it is too large");
        assert!(matches!(signalled, SignalError::TooLarge { bytes: 1002, limit: 1000, .. }), "{signalled}");
        for refused in [
            run.cancel(origin.clone()).await,
            orchestrator.cancel("Mapped", run.id(), origin.clone()).await,
            orchestrator.pause(PauseOf::Agent, "pay", origin.clone()).await,
        ] {
            assert_eq!(refused.expect_err("it is too large"), OperateError::TooLarge { bytes: 1001, limit: 1000 });
        }
    }
    let keyed = orchestrator.submit(crate::flows::Signals(1)).await.unwrap();
    let signalled = keyed.two_for(long(), 1).await.expect_err("it is too large");
    assert!(matches!(signalled, SignalError::TooLarge { name: "two", bytes: 1002, limit: 1000 }), "{signalled}");
    run.acting(Origin::of("ann").because("x".repeat(990))).more(1).await.expect("there is room");
    assert_eq!(*run.result().await.expect("it ends well"), 7);
}

#[tokio::test(start_paused = true)]
async fn signals_reach_the_run_early_twice_and_by_key() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = builder(&store, &app).register::<crate::flows::Signals>().start().await.unwrap();
    app.world.hang("pay");
    let run = orchestrator.submit(crate::flows::Signals(1)).id("a").await.unwrap();
    run.acting(Origin::of("ann").because("she knows")).one(10).await.expect("it is kept until the flow waits");
    run.one(99).await.expect("it is kept, and nobody will take it");
    run.signal("two", Some("other"), 5.into()).await.expect("it is kept, and nobody will take it");
    let wrong = run.signal("one", None, "text".into()).await.expect_err("it is no number");
    assert!(matches!(wrong, SignalError::Payload(_)), "{wrong}");
    let told = "the payload does not fit the signal: the value is not a `u64`: invalid type: a text, expected u64";
    assert_eq!(wrong.to_string(), told);
    let unknown = run.signal("three", None, 1.into()).await.expect_err("there is no such signal");
    assert_eq!(unknown.to_string(), "there is no signal `three`; the pipeline knows `one`, `two`, `late`");
    let letters = store.letters(run.key(), 0).await.unwrap();
    assert_eq!(letters.len(), 3);
    assert_eq!((letters[0].sender.as_deref(), letters[0].reason.as_deref()), (Some("ann"), Some("she knows")));
    app.world.heal();
    orchestrator.shutdown(Duration::ZERO).await.unwrap();
    let orchestrator = builder(&store, &app).register::<crate::flows::Signals>().start().await.unwrap();
    let run: RunHandle<crate::flows::Signals> = orchestrator.attach("a").await.unwrap();
    settle().await;
    let record = run.record().await.unwrap();
    assert_eq!((record.status, record.waits[0].key.as_deref()), (RunStatus::Parked, Some("k")));
    run.two_for("k".to_owned(), 20).await.expect("it waits");
    settle().await;
    run.late(300).await.expect("it waits");
    assert_eq!(*run.result().await.unwrap(), (2 + 10 + 20 + 300) * 2);
    assert_eq!(run.one(1).await, Err(SignalError::Ended("one")));
    let left = store.letters(run.key(), 0).await.unwrap();
    assert!(matches!(&left[0].kind, LetterKind::Signal { payload, .. } if payload == "99"), "the second stays");
    let cancelled = run.cancel("late").await.expect_err("it has ended");
    assert!(cancelled.to_string().contains("ended"), "{cancelled}");
}

#[tokio::test(start_paused = true)]
async fn runs_are_listed_by_what_they_wait_for_and_how_long() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    let first = orchestrator.submit(Mapped(map(0..1))).id("first").correlation("order 7").await.unwrap();
    tokio::time::sleep(Duration::from_secs(100)).await;
    let noon = app.world.clock.now();
    tokio::time::sleep(Duration::from_secs(100)).await;
    orchestrator.submit(Mapped(map(0..2))).id("second").await.unwrap();
    orchestrator.submit(Pays(2)).id("third").await.unwrap().result().await.unwrap();
    settle().await;
    let ids = async |filter: RunFilter| {
        let runs = orchestrator.runs(filter).await.unwrap();
        runs.into_iter().map(|run| run.id).collect::<Vec<_>>()
    };
    let any = RunFilter::default;
    assert_eq!(ids(any()).await, ["first", "second", "third"]);
    assert_eq!(ids(RunFilter { signal: Some("more".into()), ..any() }).await, ["first", "second"]);
    assert_eq!(ids(RunFilter { signal: Some("less".into()), ..any() }).await, [""; 0]);
    assert_eq!(ids(RunFilter { parked_before: Some(noon), ..any() }).await, ["first"]);
    assert_eq!(ids(RunFilter { created_after: Some(noon), ..any() }).await, ["second", "third"]);
    assert_eq!(ids(RunFilter { created_before: Some(noon), ..any() }).await, ["first"]);
    assert_eq!(ids(RunFilter { pipeline: Some("Pays".into()), ..any() }).await, ["third"]);
    assert_eq!(ids(RunFilter { status: vec![RunStatus::Parked], ..any() }).await, ["first", "second"]);
    assert_eq!(ids(RunFilter { correlation: Some("order 7".into()), ..any() }).await, ["first"]);
    assert_eq!(ids(RunFilter { after: Some(first.key()), limit: 1, ..any() }).await, ["second"]);
}
