//! Beginning and ending in the wrong moment: a process that could not start, and a run that is accepted while its process ends.

use std::future::poll_fn;
use std::sync::{Arc, Condvar, Mutex};
use std::task::Poll;
use std::time::Duration;

use orch::store::{Answer, MemoryStore, NewRun, RunRecord, Store, StoreFuture, Write};
use orch::{Orchestrator, RunHandle, StartError, pipeline};
use orch_testing::store::{Fault, Faulty};

use crate::agents::{pay, slow, wire};
use crate::double::{Commits, Double};
use crate::kit::{App, app, builder, events, settle};

pipeline! {
    /// Is under way when its process dies.
    pub Left(n: u64) -> u64 {
        pay(n).await?
    }

    /// Begins with what must not be repeated.
    pub Wired(n: u64) -> u64 {
        wire(n).await?
    }

    /// Takes its time.
    pub Lingers(n: u64) -> u64 {
        slow(n).await?
    }
}

async fn start(store: &Faulty, app: &App) -> Result<Orchestrator, StartError> {
    let builder = builder(&Arc::new(store.clone()), app);
    builder.register::<Left>().register::<Wired>().register::<Lingers>().start().await
}

#[tokio::test(start_paused = true)]
async fn an_orchestrator_that_could_not_start_drives_nothing() {
    let mut failed = 0;
    for at in 0.. {
        let (store, app) = (Faulty::new(), app());
        app.world.hang("pay");
        let first = start(&store, &app).await.expect("it starts");
        first.submit(Left(4)).id("a").await.expect("it is taken");
        settle().await;
        first.kill();
        settle().await;
        store.crash();
        app.world.heal();
        store.fail(store.operations() + at, Fault::Before, false);
        let started = start(&store, &app).await;
        if store.injected() == 0 {
            break;
        }
        started.expect_err("a store that fails is no store to start on");
        failed += 1;
        settle().await;
        assert_eq!(app.world.count("pay"), 1, "operation {at} failed, and the run was driven");
        store.heal();
        let third = start(&store, &app).await.expect("it starts");
        let run = third.attach::<Left>("a").await.expect("it is there");
        assert_eq!(*run.result().await.expect("it ends well"), 8, "operation {at} had failed");
    }
    assert!(failed > 5, "{failed}");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_was_recorded_with_its_acceptance_begins_though_its_process_ends() {
    let (store, app) = (Faulty::new(), app());
    let first = start(&store, &app).await.expect("it starts");
    first.submit(Lingers(1)).await.expect("it is taken");
    settle().await;
    // The process is told to end while the run is on its way to the disk.
    let (ending, (told, ended)) = (first.clone(), tokio::sync::oneshot::channel());
    store.beside(store.operations(), move |_| {
        let mut shutdown = Box::pin(async move { ending.shutdown(Duration::from_secs(5)).await });
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(shutdown.as_mut().poll(&mut cx).is_pending());
        let _ = told.send(shutdown);
    });
    let run = first.submit(Wired(5)).id("a").await.expect("it is taken");
    let mut shutdown = ended.await.expect("it was told");
    poll_fn(|cx| if shutdown.as_mut().poll(cx).is_ready() { Poll::Ready(()) } else { Poll::Pending }).await;
    drop((run, first));
    let second = start(&store, &app).await.expect("it starts");
    let run = second.attach::<Wired>("a").await.expect("it is there");
    assert_eq!(*run.result().await.expect("what was announced has happened"), 15);
    assert_eq!(app.world.count("wire"), 1);
}

/// Holds claims back while it is shut.
#[derive(Default)]
struct Claims {
    inner: MemoryStore,
    gate: Mutex<Gate>,
    bell: Condvar,
}

#[derive(Default)]
struct Gate {
    shut: bool,
    /// A claim waits.
    waits: bool,
}

impl Commits for Claims {
    fn inner(&self) -> &MemoryStore {
        &self.inner
    }

    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        if batch.iter().any(|write| matches!(write, Write::Claim(_))) {
            let mut gate = self.gate.lock().unwrap();
            gate.waits = true;
            drop(self.bell.wait_while(gate, |gate| gate.shut).unwrap());
        }
        self.inner.commit(batch)
    }
}

/// Lets others go on until this is so.
async fn until(mut it_is_so: impl AsyncFnMut() -> bool) {
    while !it_is_so().await {
        tokio::task::yield_now().await;
    }
}

/// A run that another process has begun and handed back.
async fn handed_back(app: &App) -> NewRun {
    let (store, app) = (Arc::new(MemoryStore::new()), App::clone(app));
    let other = builder(&store, &app).register::<Left>().start().await.expect("it starts");
    app.world.hang("pay");
    let run = other.submit(Left(4)).id("left").await.expect("it is taken");
    let (record, mut events) = (run.record().await.expect("it is there"), events(&*store, run.key()).await);
    events.truncate(1);
    other.kill();
    app.world.heal();
    let RunRecord { pipeline, id, correlation, fingerprint, created, .. } = record;
    NewRun { pipeline, id, correlation, fingerprint, owner: None, created, events }
}

#[tokio::test]
async fn a_run_that_was_claimed_when_the_last_place_was_taken_is_handed_back() {
    let (store, app) = (Arc::new(Double(Claims::default())), app());
    let left = handed_back(&app).await;
    let here = Orchestrator::builder().shared_store(Arc::clone(&store) as Arc<dyn Store>).resources(app.clone());
    let here = here.max_runs(1).poll_every(Duration::from_millis(1)).register::<Left>().register::<Lingers>();
    let here = here.start().await.expect("it starts");
    // A claim is on its way when there is something to claim, and when the only place is taken.
    *store.gate.lock().unwrap() = Gate { shut: true, waits: false };
    until(async || store.gate.lock().unwrap().waits).await;
    store.inner.commit(vec![Write::Create(Box::new(left))]).await.expect("it answers")[0].clone().expect("it is new");
    app.world.hang("slow");
    let lingers = tokio::spawn(here.try_submit(Lingers(1)).into_future());
    until(async || here.health().await.unwritten > 0).await;
    store.gate.lock().unwrap().shut = false;
    store.bell.notify_all();
    let lingers = lingers.await.unwrap().expect("it has the place");
    let claimed = until(async || {
        let run = store.find("Left", "left").await.unwrap().expect("it is there");
        run.token > 1 && run.owner.is_none()
    });
    tokio::time::timeout(Duration::from_secs(20), claimed).await.expect("it is handed back");
    lingers.cancel("its place is wanted").await.expect("it lingers");
    let run: RunHandle<Left> = here.attach("left").await.expect("it is there");
    let ended = tokio::time::timeout(Duration::from_secs(20), run.result()).await.expect("somebody drives it");
    assert_eq!(*ended.expect("it ends well"), 8);
}
