//! What a probe is told: ready, live, stuck.

use super::*;

#[tokio::test(start_paused = true)]
async fn health_tells_what_is_under_way() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    for n in [1, 13] {
        let _ = orchestrator.submit(Work(n)).await.expect("it is taken").result().await;
    }
    orchestrator.submit(Slow(1)).await.expect("it is taken");
    pass(SECOND).await;
    let health = orchestrator.health().await;
    assert!(health.ready && health.live && health.problems.is_empty(), "{health:?}");
    assert_eq!((health.driven, health.max_runs, health.unwritten, health.stuck), (0, 10_000, 0, 0));
    let held = health.store.as_ref().expect("it was counted");
    let one = |status| (status, 1);
    let known = [one(RunStatus::Parked), one(RunStatus::Succeeded), one(RunStatus::Failed)];
    assert_eq!(held.runs.clone().into_iter().collect::<Vec<_>>(), known);
    let json = serde_json::to_value(&health).expect("it can be written");
    assert_eq!(json["store"]["runs"]["parked"], 1);
    orchestrator.submit(Work(2)).await.expect("it is taken").result().await.expect("it ends well");
    let counted = |health: orch::Health| health.store.expect("it was counted").runs[&RunStatus::Succeeded];
    assert_eq!(counted(orchestrator.health().await), 1, "numbers of the store are up to 30 s old");
    pass(SECOND * 30).await;
    orchestrator.health().await;
    pass(SECOND).await;
    assert_eq!(counted(orchestrator.health().await), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_in_which_nothing_happens_is_stuck() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&store, &app).stuck_after(SECOND * 20).start().await.expect("it starts");
    let run = orchestrator.submit(Work(1)).id("still").await.expect("it is taken");
    pass(SECOND * 19).await;
    assert_eq!(orchestrator.health().await.stuck, 0);
    pass(SECOND * 2).await;
    let health = orchestrator.health().await;
    assert_eq!((health.stuck, &*health.stuck_runs[0].id, health.stuck_runs[0].quiet_secs), (1, "still", 21));
    assert!(health.ready && health.live, "its owner must decide what is wrong with it");
    app.calls.hang.store(false, Ordering::SeqCst);
    run.result().await.expect("it ends well");
    assert_eq!(orchestrator.health().await.stuck, 0);
}

/// Answers nothing and writes nothing while it hangs; fails each write when it is broken.
#[derive(Default)]
struct Ill {
    store: MemoryStore,
    hangs: AtomicBool,
    broken: AtomicBool,
}

impl Ill {
    fn answer<'a, T: Send + 'a>(&'a self, answer: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        match self.hangs.load(Ordering::SeqCst) {
            true => Box::pin(std::future::pending()),
            false => answer,
        }
    }
}

impl Store for Ill {
    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<store::Answer>> {
        match self.broken.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(StoreError::Full("0 bytes left".to_owned())) }),
            false => self.store.commit(batch),
        }
    }

    fn run(&self, run: RunKey) -> StoreFuture<'_, Option<RunRecord>> {
        self.answer(self.store.run(run))
    }

    fn find<'a>(&'a self, pipeline: &'a str, id: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.answer(self.store.find(pipeline, id))
    }

    fn runs<'a>(&'a self, filter: &'a RunFilter) -> StoreFuture<'a, Vec<RunRecord>> {
        self.answer(self.store.runs(filter))
    }

    fn events(&self, run: RunKey, from: u64, limit: u32) -> StoreFuture<'_, Vec<store::Entry>> {
        self.answer(self.store.events(run, from, limit))
    }

    fn letters(&self, run: RunKey, after: u64) -> StoreFuture<'_, Vec<store::Letter>> {
        self.answer(self.store.letters(run, after))
    }

    fn news(&self, after: u64, limit: u32) -> StoreFuture<'_, Vec<(u64, RunKey)>> {
        self.answer(self.store.news(after, limit))
    }

    fn next_wake(&self) -> StoreFuture<'_, Option<Timestamp>> {
        self.answer(self.store.next_wake())
    }

    fn pauses(&self) -> StoreFuture<'_, Vec<store::Pause>> {
        self.answer(self.store.pauses())
    }

    fn fact<'a>(&'a self, name: &'a str) -> StoreFuture<'a, Option<String>> {
        self.answer(self.store.fact(name))
    }

    fn stats(&self) -> StoreFuture<'_, store::Stats> {
        self.answer(self.store.stats())
    }
}

async fn on(store: &Arc<Ill>) -> Orchestrator {
    let builder = Orchestrator::builder().shared_store(Arc::clone(store) as Arc<dyn Store>);
    builder.clock(Arc::new(SeededClock::new(1))).inline_writes().start().await.expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_or_has_failed_is_not_ready() {
    let store = Arc::new(Ill::default());
    let orchestrator = on(&store).await;
    store.hangs.store(true, Ordering::SeqCst);
    let begun = tokio::time::Instant::now();
    let health = orchestrator.health().await;
    assert!(!health.ready && health.live, "{health:?}");
    assert!(begun.elapsed() <= SECOND, "a probe is answered");
    pass(SECOND * 11).await;
    let health = orchestrator.health().await;
    assert!(!health.ready && !health.live, "the keeper hangs too: {health:?}");
    assert_eq!(health.problems.len(), 2);

    let store = Arc::new(Ill::default());
    let orchestrator = on(&store).await;
    store.broken.store(true, Ordering::SeqCst);
    pass(SECOND * 20).await;
    let health = orchestrator.health().await;
    assert!(!health.ready && health.live, "{health:?}");
    assert!(health.problems[0].starts_with("the journal has failed: the disk is full"), "{health:?}");
    let healthy = Arc::new(Ill::default());
    let orchestrator = on(&healthy).await;
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert!(!orchestrator.health().await.ready);
}
