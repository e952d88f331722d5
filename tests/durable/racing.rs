//! Durable races with a timer among the racers: over the end of a process, and while the run is parked.

use std::sync::Arc;
use std::time::Duration;

use orch::store::{MemoryStore, RunStatus};
use orch::{Orchestrator, RunHandle, pipeline};
use tokio::time::{Instant, sleep};

use crate::agents::{pay, stroll};
use crate::kit::{App, app, builder, settle};

pipeline! {
    /// An agent and the clock, with a change behind them and a wait behind that.
    pub Strolls(n: u64) -> u64 {
        race(stroll(n), sleep(100s)).await?;
        let paid = pay(n).await?;
        let more = signal::<u64>("more").await?;
        paid + more
    }

    /// A person and the clock.
    pub Awaited(n: u64) -> u64 {
        race(sleep(1h), signal::<()>("person")).await?;
        let paid = pay(n).await?;
        let more = signal::<u64>("more").await?;
        paid + more
    }
}

async fn start(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    let builder = builder(store, app).register::<Strolls>().register::<Awaited>();
    builder.start().await.expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn a_timer_that_lost_its_race_wakes_nobody() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = start(&store, &app).await;
    let run = first.submit(Strolls(7)).id("a").await.expect("it is taken");
    sleep(Duration::from_secs(10)).await;
    let record = run.record().await.expect("it is there");
    let paths: Vec<_> = record.waits.iter().map(|wait| wait.path.as_str()).collect();
    assert_eq!((record.status, record.wake, paths), (RunStatus::Parked, None, vec!["Strolls/more"]));
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    let second = start(&store, &app).await;
    sleep(Duration::from_secs(600)).await;
    let run: RunHandle<Strolls> = second.attach("a").await.expect("it is there");
    assert_eq!(
        run.record().await.expect("it is there"),
        record,
        "nobody has claimed it when the timer would have fired"
    );
    run.more(1).await.expect("it waits");
    assert_eq!(*run.result().await.expect("it ends well"), 15);
    assert_eq!((app.world.count("stroll"), app.world.count("pay")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_timer_among_racers_goes_on_where_another_process_takes_over() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.world.hang("stroll");
    let began = Instant::now();
    let first = start(&store, &app).await;
    first.submit(Strolls(7)).id("a").await.expect("it is taken");
    sleep(Duration::from_secs(30)).await;
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    let second = start(&store, &app).await;
    let run: RunHandle<Strolls> = second.attach("a").await.expect("it is there");
    run.more(1).await.expect("it is kept");
    assert_eq!(*run.result().await.expect("it ends well"), 15);
    assert_eq!(began.elapsed().as_secs(), 100, "the time counts from when the race began");
    assert_eq!((app.world.count("stroll"), app.world.count("pay")), (2, 1), "who looks may look again");
}

#[tokio::test(start_paused = true)]
async fn a_run_parks_on_a_timer_and_a_signal_and_either_wakes_it() {
    for comes in [false, true] {
        let (store, app) = (Arc::new(MemoryStore::new()), app());
        let began = app.world.clock.now();
        let orchestrator = start(&store, &app).await;
        let run = orchestrator.submit(Awaited(7)).id("a").await.expect("it is taken");
        sleep(Duration::from_secs(10)).await;
        let record = run.record().await.expect("it is there");
        let hour = began.saturating_add(Duration::from_secs(3600));
        assert_eq!((record.status, record.waits.len()), (RunStatus::Parked, 2));
        assert!(record.wake.is_some_and(|wake| wake.since(hour) < Duration::from_secs(1)), "{record:?}");
        if comes {
            run.person(()).await.expect("it waits");
            settle().await;
        } else {
            sleep(Duration::from_secs(3700)).await;
        }
        sleep(Duration::from_secs(5)).await;
        let record = run.record().await.expect("it is there");
        let paths: Vec<_> = record.waits.iter().map(|wait| wait.path.as_str()).collect();
        assert_eq!((record.status, record.wake, paths), (RunStatus::Parked, None, vec!["Awaited/more"]));
        sleep(Duration::from_secs(7200)).await;
        assert_eq!(run.record().await.expect("it is there"), record, "what lost wakes nobody");
        run.more(1).await.expect("it waits");
        assert_eq!(*run.result().await.expect("it ends well"), 15);
        assert_eq!(app.world.count("pay"), 1);
    }
}
