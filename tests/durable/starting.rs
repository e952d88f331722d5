//! Beginning and ending in the wrong moment: a process that could not start, and a run that is accepted while its process ends.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use orch::{Orchestrator, StartError, pipeline};
use orch_testing::store::{Fault, Faulty};

use crate::agents::{pay, slow, wire};
use crate::kit::{App, app, builder, settle};

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
    let builder = builder(&std::sync::Arc::new(store.clone()), app);
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
