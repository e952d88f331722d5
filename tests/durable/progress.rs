//! How far a run has come outlives its process: items, backoffs, deadlines, work.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use orch::store::{Entry, Kind, MemoryStore};
use orch::{FailureKind, RunHandle, pipeline};
use tokio::time::sleep;

use crate::agents::{add, flaky, look, pay, slow, toil};
use crate::kit::{Mortal, app, builder, events, settle};

pipeline! {
    pub Thousand(list: Vec<u64>) -> u64 {
        let paid = for n in each(&list).concurrent(8) {
            let seen = look(*n).await?;
            pay(seen).await?
        };
        paid.iter().sum::<u64>()
    }

    pub Backs(n: u64) -> u64 {
        flaky(n).await?
    }

    #[deadline(10min)]
    pub Hurried(n: u64) -> u64 {
        sleep(4min).await;
        let paid = pay(n).await?;
        slow(paid + 3600).with(timeout = 9min).await?
    }

    #[deadline(2min)]
    pub Quick(n: u64) -> u64 {
        sleep(10s).await;
        let paid = pay(n).await?;
        slow(paid + 3600).with(timeout = 2min).await?
    }

    pub Around(n: u64) -> u64 {
        Quick(n).await?
    }

    #[work_limit(10min)]
    pub Works(n: u64) -> u64 {
        let a = toil(n + 199).named("a").await?;
        sleep(1h).await;
        let b = toil(a).named("b").await?;
        sleep(1h).await;
        let c = toil(b + 100).named("c").await?;
        add(a, c).await?
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_items_killed_half_way_repeat_none_that_is_recorded() {
    let (store, app) = (Arc::new(Mortal::default()), app());
    let start = async || builder(&store, &app).register::<Thousand>().start().await.expect("it starts");
    let first = start().await;
    store.dies_after(1500, true);
    let run = first.submit(Thousand((0..1000).collect())).id("a").await.expect("it is taken");
    let _ = run.result().await.expect_err("it dies half-way");
    first.kill();
    store.revive();
    let past = events(&*store, run.key()).await;
    let key = |path: &str| format!("a:{path}");
    let done = past.iter().filter(|event| event.kind == Kind::Succeeded).map(|event| key(&event.path));
    let done: BTreeSet<String> = done.collect();
    assert!((400..1600).contains(&done.len()), "{} are done", done.len());
    let before = app.world.calls();
    let of_17 = |calls: &[crate::kit::Call]| {
        let pays = calls.iter().filter(|call| call.key == "a:Thousand/paid[17]/pay");
        pays.map(|call| call.arg.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_17(&before), ["18"]);
    let second = start().await;
    let run: RunHandle<Thousand> = second.attach("a").await.expect("it is there");
    assert_eq!(*run.result().await.expect("it ends well"), (0..1000).map(|n| (n + 1) * 2).sum::<u64>());
    let after = &app.world.calls()[before.len()..];
    assert!(after.iter().all(|call| !done.contains(&call.key)));
    let keys: BTreeSet<_> = app.world.of("pay").into_iter().map(|call| call.key).collect();
    assert_eq!(keys.len(), 1000, "each item has a key of its own, the same before and after");
    let value = |event: &Entry| event.path == "Thousand/paid[17]/pay" && event.kind == Kind::Succeeded;
    let values = events(&*store, run.key()).await.into_iter().filter(value).map(|event| event.payload.unwrap());
    assert_eq!(values.collect::<Vec<_>>(), ["36"]);
    assert_eq!(of_17(&app.world.calls()), ["18"]);
}

#[tokio::test(start_paused = true)]
async fn a_backoff_goes_on_and_does_not_begin_again() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = async || builder(&store, &app).register::<Backs>().start().await.expect("it starts");
    let first = start().await;
    let _run = first.submit(Backs(2)).id("a").await.expect("it is taken");
    sleep(Duration::from_secs(40)).await;
    first.kill();
    store.crash();
    let second = start().await;
    let run: RunHandle<Backs> = second.attach("a").await.expect("it is there");
    assert_eq!(*run.result().await.expect("it ends well"), 23);
    assert_eq!(app.world.seconds("flaky"), [0, 30, 60]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_counts_from_the_beginning() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = async || builder(&store, &app).register::<Hurried>().register::<Around>().start().await.unwrap();
    let begun = tokio::time::Instant::now();
    let first = start().await;
    first.submit(Hurried(2)).id("a").await.expect("it is taken");
    first.submit(Around(2)).id("b").await.expect("it is taken");
    sleep(Duration::from_secs(100)).await;
    first.kill();
    store.crash();
    let second = start().await;
    let run: RunHandle<Around> = second.attach("b").await.expect("it is there");
    let failure = run.result().await.expect_err("it is late");
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(begun.elapsed().as_secs(), 120, "that of a pipeline within counts from its own beginning");
    let run: RunHandle<Hurried> = second.attach("a").await.expect("it is there");
    sleep(Duration::from_secs(180)).await;
    second.shutdown(Duration::ZERO).await.expect("it ends in order");
    drop(run);
    let third = start().await;
    let run: RunHandle<Hurried> = third.attach("a").await.expect("it is there");
    let failure = run.result().await.expect_err("it is late");
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    assert_eq!(begun.elapsed().as_secs(), 600);
    assert_eq!(app.world.seconds("pay"), [10, 240]);
}

#[tokio::test(start_paused = true)]
async fn work_adds_up_and_waiting_is_left_out() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = async || builder(&store, &app).register::<Works>().start().await.expect("it starts");
    let begun = tokio::time::Instant::now();
    let first = start().await;
    first.submit(Works(1)).id("a").await.expect("it is taken");
    sleep(Duration::from_secs(1000)).await;
    first.kill();
    store.crash();
    let second = start().await;
    // It works from 3800 to 4000, and is handed back in the midst of that.
    sleep(Duration::from_secs(2900)).await;
    assert_eq!(app.world.count("toil"), 2);
    second.shutdown(Duration::ZERO).await.expect("it ends in order");
    let third = start().await;
    let run: RunHandle<Works> = third.attach("a").await.expect("it is there");
    let failure = run.result().await.expect_err("it worked too long");
    assert_eq!(failure.kind, FailureKind::DeadlineExceeded);
    let worked = run.record().await.unwrap().worked_micros;
    assert_eq!(worked / 1_000_000, 600, "{:?}", begun.elapsed());
    settle().await;
}
