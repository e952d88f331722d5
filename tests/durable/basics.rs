//! Durable runs on a store in memory: submitted, recorded, killed, taken up again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use orch::store::{MemoryStore, RunFilter, RunStatus, Store};
use orch::{Classify, Orchestrator, Origin, RunHandle, SeededClock, SignalError, SubmitError, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("not now")]
    #[transient]
    NotNow,
    #[error("no")]
    #[permanent]
    No,
}

/// Counts calls of agents.
#[derive(Debug, Default)]
pub struct Calls {
    pay: AtomicU32,
    look: AtomicU32,
    /// Calls of `pay` never end while this is set.
    hang: std::sync::atomic::AtomicBool,
    notes: std::sync::Mutex<Vec<String>>,
}

impl Calls {
    fn note(&self, note: String) {
        self.notes.lock().expect("nobody panics here").push(note);
    }

    fn notes(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().expect("nobody panics here"))
    }
}

#[derive(Clone, orch::Resources)]
struct App {
    calls: Arc<Calls>,
}

#[agent(reads)]
async fn look(n: u32, #[resource] calls: &Calls) -> u32 {
    calls.look.fetch_add(1, Ordering::SeqCst);
    n + 1
}

#[agent(idempotent)]
async fn pay(n: u32, #[resource] calls: &Calls) -> Result<u32, Trouble> {
    calls.pay.fetch_add(1, Ordering::SeqCst);
    if calls.hang.load(Ordering::SeqCst) {
        std::future::pending::<()>().await;
    }
    if n == 13 { Err(Trouble::No) } else { Ok(n * 2) }
}

#[agent(idempotent, compensate = unbook)]
async fn book(n: u32, cx: &orch::Context, #[resource] calls: &Calls) -> u32 {
    calls.note(format!("book {n} {}", cx.idempotency_key()));
    n + 1
}

#[agent(idempotent)]
async fn unbook(n: &u32, booked: Option<&u32>, cx: &orch::Context, #[resource] calls: &Calls) {
    calls.note(format!("unbook {n} {booked:?} {}", cx.idempotency_key()));
    if calls.hang.load(Ordering::SeqCst) {
        std::future::pending::<()>().await;
    }
}

pipeline! {
    pub Shop(n: u32) -> u32 {
        let seen = look(n).await?;
        let paid = pay(seen).await?;
        let after = look(paid).named("after").await?;
        after
    }

    pub Asking(n: u32) -> String {
        let paid = pay(n).await?;
        let answer = signal::<String>("answer").await?;
        format!("{answer} {paid}")
    }

    pub Undoing(n: u32) -> u32 {
        let first = book(n).named("first").await?;
        let second = book(first).named("second").await?;
        let checked = pay(second).await?;
        checked
    }

    pub Counting(n: u32) -> u32 {
        let seen = look(n).await?;
        pay(seen).await?;
        if seen > 4 {
            return seen;
        }
        restart(seen).await
    }

    pub Napping(n: u32) -> u32 {
        sleep(1h).await;
        look(n).await?
    }
}

fn app() -> App {
    App { calls: Arc::new(Calls::default()) }
}

async fn orchestrator(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    let store = Arc::clone(store) as Arc<dyn Store>;
    Orchestrator::builder()
        .shared_store(store)
        .clock(Arc::new(SeededClock::new(1)))
        .inline_writes()
        .resources(app.clone())
        .register::<Shop>()
        .register::<Asking>()
        .register::<Napping>()
        .register::<Undoing>()
        .register::<Counting>()
        .start()
        .await
        .expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn a_run_ends_and_is_known_afterwards() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = orchestrator(&store, &app).await;
    let run = orchestrator.submit(Shop(4)).id("a").await.expect("it is taken");
    assert_eq!(*run.result().await.expect("it ends well"), 11);
    let again = orchestrator.submit(Shop(4)).id("a").await.expect("it is the same");
    assert_eq!(*again.result().await.expect("it has ended well"), 11);
    assert_eq!(app.calls.pay.load(Ordering::SeqCst), 1);
    let other = orchestrator.submit(Shop(5)).id("a").await.expect_err("it is another");
    assert!(matches!(other, SubmitError::OtherInput { .. }), "{other}");
    let ended = RunFilter { status: vec![RunStatus::Succeeded], ..RunFilter::default() };
    assert_eq!(orchestrator.runs(ended).await.expect("the store answers").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_killed_run_goes_on_and_repeats_nothing_that_is_recorded() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = orchestrator(&store, &app).await;
    app.calls.hang.store(true, Ordering::SeqCst);
    let run = first.submit(Shop(4)).id("a").await.expect("it is taken");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(app.calls.pay.load(Ordering::SeqCst), 1);
    first.kill();
    store.crash();
    drop(run);
    app.calls.hang.store(false, Ordering::SeqCst);
    let second = orchestrator(&store, &app).await;
    let run: RunHandle<Shop> = second.attach("a").await.expect("it is there");
    assert_eq!(*run.result().await.expect("it ends well"), 11);
    assert_eq!(app.calls.pay.load(Ordering::SeqCst), 2, "what was cut off is made again");
    assert_eq!(app.calls.look.load(Ordering::SeqCst), 2, "what was recorded is not");
}

#[tokio::test(start_paused = true)]
async fn a_parked_run_is_woken_by_its_signal_also_after_a_restart() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = orchestrator(&store, &app).await;
    let run = first.submit(Asking(4)).id("a").await.expect("it is taken");
    tokio::time::sleep(Duration::from_millis(50)).await;
    let record = run.record().await.expect("it is known");
    assert_eq!(record.status, RunStatus::Parked);
    assert_eq!(record.waits[0].signal.as_deref(), Some("answer"));
    first.shutdown(Duration::from_secs(1)).await.expect("it ends in order");
    let second = orchestrator(&store, &app).await;
    let run: RunHandle<Asking> = second.attach("a").await.expect("it is there");
    run.acting(Origin::of("ann")).answer("yes".to_owned()).await.expect("it waits");
    assert_eq!(*run.result().await.expect("it ends well"), "yes 8");
    assert_eq!(app.calls.pay.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_timer_wakes_a_parked_run() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = orchestrator(&store, &app).await;
    let run = orchestrator.submit(Napping(4)).id("a").await.expect("it is taken");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(run.record().await.expect("it is known").status, RunStatus::Parked);
    let begun = tokio::time::Instant::now();
    assert_eq!(*run.result().await.expect("it ends well"), 5);
    assert!(begun.elapsed() < Duration::from_secs(3601));
}

#[tokio::test(start_paused = true)]
async fn a_failure_and_a_cancellation_are_ends_too() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = orchestrator(&store, &app).await;
    let failing = orchestrator.submit(Shop(12)).await.expect("it is taken");
    let failure = failing.result().await.expect_err("it fails");
    assert_eq!(failure.stage, "Shop/pay");
    let waiting = orchestrator.submit(Asking(1)).id("w").await.expect("it is taken");
    waiting.cancel(Origin::of("ann").because("not wanted")).await.expect("it runs");
    let failure = waiting.result().await.expect_err("it is cancelled");
    assert_eq!(failure.message, "not wanted");
    assert_eq!(waiting.record().await.expect("it is known").status, RunStatus::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn a_failed_run_is_undone_also_after_a_restart_in_the_middle() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = orchestrator(&store, &app).await;
    let run = first.submit(Undoing(11)).id("a").await.expect("it is taken");
    let failure = run.result().await.expect_err("13 is refused");
    assert_eq!(failure.stage, "Undoing/pay");
    let all = [
        "book 11 a:Undoing/first",
        "book 12 a:Undoing/second",
        "unbook 12 Some(13) a:Undoing/second",
        "unbook 11 Some(12) a:Undoing/first",
    ];
    assert_eq!(app.calls.notes(), all);
    app.calls.hang.store(true, Ordering::SeqCst);
    let stuck = first.submit(Undoing(11)).id("b").await.expect("it is taken");
    tokio::time::sleep(Duration::from_millis(50)).await;
    // `pay` hangs too; it is cancelled, and its own undoing is nothing.
    stuck.cancel("enough").await.expect("it runs");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(app.calls.notes().len(), 3, "the second is being undone");
    first.kill();
    store.crash();
    app.calls.hang.store(false, Ordering::SeqCst);
    let second = orchestrator(&store, &app).await;
    let run: RunHandle<Undoing> = second.attach("b").await.expect("it is there");
    assert_eq!(run.result().await.expect_err("it was cancelled").message, "enough");
    let undone = ["unbook 12 Some(13) b:Undoing/second", "unbook 11 Some(12) b:Undoing/first"];
    assert_eq!(app.calls.notes(), undone);
    let kinds: Vec<_> =
        second.history(run.key()).await.expect("it is kept").iter().map(|entry| entry.kind.word()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "compensated").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_begins_anew_keeps_its_id_and_has_keys_of_its_own() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = orchestrator(&store, &app).await;
    let run = orchestrator.submit(Counting(1)).id("a").await.expect("it is taken");
    assert_eq!(*run.result().await.expect("it ends well"), 5);
    let record = run.record().await.expect("it is known");
    let history = orchestrator.history(run.key()).await.expect("it is kept");
    let starts: Vec<u64> =
        history.iter().filter(|entry| entry.kind.word() == "run_started").map(|entry| entry.seq).collect();
    assert_eq!(starts.len(), 4);
    assert_eq!(Some(&record.origin), starts.last());
    assert!(run.state().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_signal_that_is_too_large_is_refused_and_harms_nobody() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = orchestrator(&store, &app).await;
    let run = orchestrator.submit(Asking(1)).id("a").await.expect("it is taken");
    let refused = run.answer("x".repeat(3 << 20)).await.expect_err("it is too large");
    assert!(matches!(refused, SignalError::TooLarge { name: "answer", limit: 2_097_152, .. }), "{refused}");
    run.answer("yes".to_owned()).await.expect("it is small enough");
    assert_eq!(*run.result().await.expect("it ends well"), "yes 2");
}
