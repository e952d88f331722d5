//! Parked runs: they hold nothing of the process, and nothing wakes them but what they wait for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use orch::store::{Answer, ClaimOf, MemoryStore, RunStatus, Store, StoreFuture, Write};
use orch::{FailureKind, RunHandle, pipeline};
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep};

use crate::double::{Commits, Double};
use crate::kit::{app, builder, settle};
use crate::operating::{Asks, new, start};

pipeline! {
    /// Waits for one of many letters.
    pub Fetches(n: u64) -> u64 {
        let page = signal::<u64>("page").key(format!("page {n}")).await?;
        page + n
    }
}

/// A store that counts how often somebody asks for one run, or claims one.
#[derive(Default)]
struct Counting {
    inner: MemoryStore,
    asked: AtomicUsize,
    claimed: AtomicUsize,
}

impl Commits for Counting {
    fn inner(&self) -> &MemoryStore {
        &self.inner
    }

    fn asked(&self) {
        self.asked.fetch_add(1, Ordering::SeqCst);
    }

    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        let of_one = |write: &&Write| matches!(write, Write::Claim(claim) if matches!(claim.of, ClaimOf::Run(_)));
        self.claimed.fetch_add(batch.iter().filter(of_one).count(), Ordering::SeqCst);
        self.inner.commit(batch)
    }
}

#[tokio::test(start_paused = true)]
async fn a_parked_run_holds_no_task() {
    let (store, app) = new();
    let orchestrator = start(&store, &app).await;
    settle().await;
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    for n in 0..1000 {
        orchestrator.submit(Asks(n)).await.expect("it is taken");
    }
    while orchestrator.stats().await.unwrap().runs != [(RunStatus::Parked, 1000)] {
        settle().await;
    }
    settle().await;
    assert_eq!(tasks(), before);
    assert_eq!(orchestrator.health().await.driven, 0);
}

#[tokio::test(start_paused = true)]
async fn a_parked_run_is_not_woken_by_a_new_process_for_a_letter_that_it_has_seen() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = || builder(&store, &app).register::<Fetches>().start();
    let first = start().await.expect("it starts");
    let run = first.submit(Fetches(7)).id("a").await.expect("it is taken");
    run.page_for("page 8", 1).await.expect("it is kept");
    sleep(Duration::from_secs(1)).await;
    let parked = run.record().await.expect("it is there");
    assert_eq!(parked.status, RunStatus::Parked);
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    let second = start().await.expect("it starts");
    sleep(Duration::from_secs(5)).await;
    let run: RunHandle<Fetches> = second.attach("a").await.expect("it is there");
    assert_eq!(run.record().await.expect("it is there"), parked, "nobody has claimed it");
    run.page_for("page 7", 1).await.expect("it waits");
    assert_eq!(*run.result().await.expect("it ends well"), 8);
}

#[tokio::test(start_paused = true)]
async fn a_run_waits_since_its_wait_began_whatever_letters_come() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = || builder(&store, &app).register::<Fetches>().start();
    let first = start().await.expect("it starts");
    let run = first.submit(Fetches(7)).id("a").await.expect("it is taken");
    sleep(Duration::from_secs(1)).await;
    let parked = run.record().await.expect("it is there");
    sleep(Duration::from_secs(3600)).await;
    run.page_for("page 8", 1).await.expect("it is kept");
    sleep(Duration::from_secs(1)).await;
    let again = run.record().await.expect("it is there");
    assert!(again.status == RunStatus::Parked && again.token > parked.token, "it has looked at it");
    assert_eq!(again.parked, parked.parked);
    first.kill();
    store.crash();
    sleep(Duration::from_secs(3600)).await;
    let second = start().await.expect("it starts");
    let run: RunHandle<Fetches> = second.attach("a").await.expect("it is there");
    run.page_for("page 9", 1).await.expect("it is kept");
    sleep(Duration::from_secs(1)).await;
    let last = run.record().await.expect("it is there");
    assert!(last.status == RunStatus::Parked && last.token > again.token, "it has looked at this one too");
    assert_eq!(last.parked, parked.parked);
}

#[tokio::test(start_paused = true)]
async fn letters_to_runs_that_have_ended_are_no_work_for_a_new_process() {
    let (store, app) = (Arc::new(Double(Counting::default())), app());
    let start = || builder(&store, &app).register::<Fetches>().start();
    let first = start().await.expect("it starts");
    for n in 0..100 {
        let run = first.submit(Fetches(n)).await.expect("it is taken");
        run.page_for("no such page", 1).await.expect("it is kept");
        run.cancel("not wanted").await.expect("it waits");
        run.result().await.expect_err("it was cancelled");
    }
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    let before = store.claimed.load(Ordering::SeqCst);
    let second = start().await.expect("it starts");
    sleep(Duration::from_secs(5)).await;
    assert_eq!(store.claimed.load(Ordering::SeqCst), before, "they will never take them");
    // What comes from now on is heard.
    let run = second.submit(Fetches(7)).id("a").await.expect("it is taken");
    settle().await;
    start()
        .await
        .expect("it starts")
        .attach::<Fetches>("a")
        .await
        .expect("it is there")
        .page_for("page 7", 1)
        .await
        .unwrap();
    assert_eq!(*run.result().await.expect("it ends well"), 8);
}

#[tokio::test(start_paused = true)]
async fn whoever_holds_handles_of_parked_runs_asks_for_them_when_an_end_is_waited_for() {
    let (store, app) = (Arc::new(Double(Counting::default())), app());
    let start = || builder(&store, &app).register::<Fetches>().start();
    let (here, there) = (start().await.expect("it starts"), start().await.expect("it starts"));
    let mut held = Vec::new();
    for n in 0..100 {
        held.push(here.submit(Fetches(n)).id(n.to_string()).await.expect("it is taken"));
    }
    settle().await;
    let before = store.asked.load(Ordering::SeqCst);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(store.asked.load(Ordering::SeqCst), before, "nobody waits for their ends");
    // An end that comes in another process is heard of within a second, and one that has come at once.
    let waited = held[7].clone();
    let waited = tokio::spawn(async move { (*waited.result().await.expect("it ends well"), Instant::now()) });
    sleep(Duration::from_secs(5)).await;
    let elsewhere: RunHandle<Fetches> = there.attach("7").await.expect("it is there");
    elsewhere.page_for("page 7", 1).await.expect("it waits");
    assert_eq!(*elsewhere.result().await.expect("it ends well"), 8);
    let ended = Instant::now();
    let (output, heard) = waited.await.expect("it is told");
    assert!(output == 8 && heard.duration_since(ended) < Duration::from_secs(1));
    let late: RunHandle<Fetches> = here.attach("7").await.expect("it is there");
    let asked = Instant::now();
    late.result().await.expect("it ended well");
    assert_eq!(asked.elapsed(), Duration::ZERO);
    here.shutdown(Duration::ZERO).await.expect("it ends in order");
    assert_eq!(held[8].result().await.expect_err("it goes on elsewhere").kind, FailureKind::Interrupted);
}
