//! From outside: cancel, pause, shut down, and what other processes do.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use orch::store::{LetterKind, MemoryStore, RunStatus, Store};
use orch::{
    Clock, FailureKind, OperateError, Orchestrator, Origin, RunHandle, SeededClock, SubmitError, Timestamp, pipeline,
};
use tokio::time::{Instant, sleep};

use crate::agents::{look, pay, slow, toil, wire};
use crate::kit::{App, Mortal, app, builder, settle};

pipeline! {
    pub Asks(n: u64) -> u64 {
        let more = signal::<u64>("more").await?;
        pay(n + more).await?
    }

    /// One item waits for a signal while another is at work.
    pub Busy(n: u64) -> u64 {
        let all = for item in each::<u64>(vec![0, 1]) {
            if item == 0 {
                let more = signal::<u64>("more").await?;
                pay(n + more).await?
            } else {
                slow(20).await?
            }
        };
        all[0]
    }

    pub Pays(n: u64) -> u64 {
        let seen = look(n).await?;
        pay(seen).await?
    }

    pub Wires(n: u64) -> u64 {
        wire(n).await?
    }

    pub Toils(n: u64) -> u64 {
        let a = toil(n).await?;
        pay(a).await?
    }

    pub Naps(n: u64) -> u64 {
        sleep(1h).await;
        let paid = pay(n).await?;
        sleep(1h).await;
        pay(paid).named("again").await?
    }
}

pub async fn start(store: &Arc<impl Store>, app: &App) -> Orchestrator {
    let builder = builder(store, app).register::<Asks>().register::<Busy>().register::<Pays>();
    let builder = builder.register::<Wires>().register::<Toils>().register::<Naps>();
    builder.start().await.expect("it starts")
}

pub fn new() -> (Arc<MemoryStore>, App) {
    (Arc::new(MemoryStore::new()), app())
}

#[tokio::test(start_paused = true)]
async fn a_run_is_cancelled_wherever_it_is() {
    let (store, app) = new();
    let (here, there) = (start(&store, &app).await, start(&store, &app).await);
    let running = here.submit(Busy(1)).id("running").await.unwrap();
    let parked = here.submit(Asks(1)).id("parked").await.unwrap();
    settle().await;
    let begun = Instant::now();
    for (pipeline, id) in [("Busy", "running"), ("Asks", "parked")] {
        there.cancel(pipeline, id, Origin::of("bob").because("no more")).await.expect("it runs");
    }
    let failures = [running.result().await.unwrap_err(), parked.result().await.unwrap_err()];
    for failure in failures {
        assert_eq!((failure.kind, &*failure.message), (FailureKind::Cancelled, "no more"));
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    for run in [running.record().await.unwrap(), parked.record().await.unwrap()] {
        assert_eq!(run.status, RunStatus::Cancelled);
    }
    assert_eq!(app.world.count("pay"), 0);
    there.cancel("Asks", "nobody", "why").await.expect_err("there is none");
}

#[tokio::test(start_paused = true)]
async fn what_was_cancelled_while_nobody_drove_it_starts_nothing() {
    let (store, app) = new();
    let first = start(&store, &app).await;
    app.world.hang("pay");
    let run = first.submit(Pays(1)).id("a").await.unwrap();
    settle().await;
    first.kill();
    store.crash();
    // An orchestrator that does not know the pipeline takes nothing up.
    let other = builder(&store, &app).register::<Asks>().start().await.unwrap();
    other.cancel("Pays", "a", "too late").await.expect("it has not ended");
    app.world.heal();
    drop(run);
    let second = start(&store, &app).await;
    let run: RunHandle<Pays> = second.attach("a").await.unwrap();
    assert_eq!(run.result().await.expect_err("it is cancelled").kind, FailureKind::Cancelled);
    assert_eq!(app.world.count("pay"), 1, "it was not called again");
}

#[tokio::test(start_paused = true)]
async fn a_signal_from_another_process_arrives_within_a_second() {
    let (store, app) = new();
    let (here, there) = (start(&store, &app).await, start(&store, &app).await);
    let _running = here.submit(Busy(1)).id("a").await.unwrap();
    sleep(Duration::from_millis(777)).await;
    let begun = app.world.clock.now();
    let run: RunHandle<Busy> = there.attach("a").await.unwrap();
    run.more(4).await.expect("it waits");
    assert_eq!(*run.result().await.unwrap(), 10);
    let called = app.world.of("pay")[0].time;
    assert!(called.since(begun) < Duration::from_secs(1), "{:?}", called.since(begun));
}

#[tokio::test(start_paused = true)]
async fn a_signal_under_a_key_reaches_a_run_that_another_process_drives() {
    let (store, app) = new();
    let start = || builder(&store, &app).register::<crate::flows::Signals>().start();
    let (here, there) = (start().await.unwrap(), start().await.unwrap());
    let run = here.submit(crate::flows::Signals(1)).id("a").await.unwrap();
    run.one(10).await.expect("it waits");
    settle().await;
    let same: RunHandle<crate::flows::Signals> = there.attach("a").await.unwrap();
    let same = same.acting(Origin::of("ann").because("she knows"));
    same.two_for("j", 5).await.expect("it is kept, and nobody will take it");
    same.two_for("k", 20).await.expect("it waits");
    same.late(300).await.expect("it is kept");
    assert_eq!(*run.result().await.unwrap(), (2 + 10 + 20 + 300) * 2);
    let [left] = &store.letters(run.key(), 0).await.unwrap()[..] else { panic!("the one of the other key stays") };
    assert!(matches!(&left.kind, LetterKind::Signal { key: Some(key), .. } if key == "j"), "{left:?}");
    assert_eq!((left.sender.as_deref(), left.reason.as_deref()), (Some("ann"), Some("she knows")));
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_names_the_run() {
    let (store, app) = new();
    let orchestrator = start(&store, &app).await;
    let run = orchestrator.submit(Asks(1)).id("a").await.unwrap();
    settle().await;
    let refused = orchestrator.erase(run.key()).await.expect_err("it has not ended").to_string();
    assert_eq!(refused, "run `a` of `Asks`: the run has not ended");
    run.cancel("not wanted").await.unwrap();
    run.result().await.expect_err("it was cancelled");
    let refused = run.cancel("again").await.expect_err("it has ended").to_string();
    assert_eq!(refused, "run `a` of `Asks`: the run has ended");
    let refused =
        orchestrator.cancel("Asks", "nobody", "it is not there").await.expect_err("there is none").to_string();
    assert_eq!(refused, "run `nobody` of `Asks`: there is no such run");
    let missing = orchestrator.erase(orch::store::RunKey(99)).await.expect_err("there is none");
    assert_eq!(missing, OperateError::NoRun(orch::store::RunKey(99)));
}

#[tokio::test(start_paused = true)]
async fn shutting_down_lets_attempts_end_and_hands_the_rest_back() {
    let (store, app) = new();
    let first = start(&store, &app).await;
    let short = first.submit(Toils(5)).id("short").await.unwrap();
    let long = first.submit(Toils(100)).id("long").await.unwrap();
    sleep(Duration::from_secs(1)).await;
    let (stopping, begun) = (first.clone(), Instant::now());
    let stopped = tokio::spawn(async move { stopping.shutdown(Duration::from_secs(30)).await });
    sleep(Duration::from_secs(1)).await;
    let refused = first.submit(Pays(1)).await.expect_err("it stops");
    assert_eq!(refused, SubmitError::ShuttingDown);
    assert_eq!(first.try_submit(Pays(1)).await.expect_err("it stops"), SubmitError::ShuttingDown);
    stopped.await.unwrap().expect("it ends in order");
    assert_eq!(begun.elapsed().as_secs(), 30, "the grace");
    for run in [&short, &long] {
        assert_eq!(run.result().await.expect_err("it goes on elsewhere").kind, FailureKind::Interrupted);
        let record = run.record().await.unwrap();
        assert_eq!((record.status, record.owner, record.crashes), (RunStatus::Running, None, 0));
    }
    assert_eq!((app.world.count("toil"), app.world.count("pay")), (2, 0), "nothing more was started");
    let second = start(&store, &app).await;
    for (id, n) in [("short", 5), ("long", 100)] {
        let run: RunHandle<Toils> = second.attach(id).await.unwrap();
        assert_eq!(*run.result().await.unwrap(), n * 2);
        assert_eq!(run.record().await.unwrap().crashes, 0);
    }
    assert_eq!(app.world.count("toil"), 3, "only what was abandoned is made again");
}

#[tokio::test(start_paused = true)]
async fn shutting_down_with_nothing_under_way_takes_no_time() {
    let (store, app) = new();
    let orchestrator = start(&store, &app).await;
    orchestrator.submit(Naps(1)).await.unwrap();
    settle().await;
    let begun = Instant::now();
    orchestrator.shutdown(Duration::from_secs(30)).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_run_over_which_processes_die_again_and_again_is_dead_lettered() {
    let (store, app) = new();
    app.world.hang("pay");
    let mut run_key = None;
    for life in 0..8 {
        let builder = builder(&store, &app).register::<Pays>();
        let (process, report) = builder.start_with_report().await.unwrap();
        if life == 0 {
            run_key = Some(process.submit(Pays(1)).id("a").await.unwrap().key());
        }
        settle().await;
        let record = store.run(run_key.unwrap()).await.unwrap().unwrap();
        if life == 6 {
            assert_eq!(report.dead_lettered, 1);
            assert_eq!(record.status, RunStatus::DeadLettered);
            let run: RunHandle<Pays> = process.attach("a").await.unwrap();
            let failure = run.result().await.expect_err("it is given up");
            assert!(failure.message.contains("processes in a row died"), "{failure:?}");
            return;
        }
        assert_eq!((record.status, report.dead_lettered), (RunStatus::Running, 0), "life {life}");
        // An orderly end in between is no crash.
        process.shutdown(Duration::ZERO).await.unwrap();
        let again = builder_of(&store, &app).await;
        settle().await;
        again.kill();
        store.crash();
    }
    panic!("it was never given up");
}

async fn builder_of(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    builder(store, app).register::<Pays>().start().await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn crashes_of_a_run_that_moves_are_not_counted() {
    let (store, app) = (Arc::new(Mortal::default()), app());
    let first = builder(&store, &app).register::<crate::flows::Fan>().start().await.unwrap();
    store.dies_after(4, true);
    let key = first.submit(crate::flows::Fan((0..20).collect())).id("a").await.unwrap().key();
    for life in 0..60 {
        settle().await;
        if !store.is_dead() {
            let record = store.run(key).await.unwrap().unwrap();
            assert_eq!(record.status, RunStatus::Succeeded, "life {life}");
            assert!(life > 7, "it died often");
            return;
        }
        store.revive();
        store.dies_after(5, true);
        let next = builder(&store, &app).register::<crate::flows::Fan>().start().await.unwrap();
        settle().await;
        next.kill();
    }
    panic!("it never ended");
}

#[tokio::test(start_paused = true)]
async fn a_failing_store_acknowledges_nothing_and_loses_nothing() {
    let (store, app) = (Arc::new(Mortal::default()), app());
    let first = start(&store, &app).await;
    let done = first.submit(Pays(1)).id("done").await.unwrap();
    assert_eq!(*done.result().await.unwrap(), 4);
    let parked = first.submit(Asks(1)).id("parked").await.unwrap();
    let running = first.submit(Toils(5)).id("running").await.unwrap();
    settle().await;
    parked.more(2).await.expect("it is on disk");
    store.dies_after(0, false);
    assert!(matches!(first.submit(Pays(2)).id("never").await, Err(SubmitError::Store(_))));
    parked.more(3).await.expect_err("it is not on disk");
    for failure in [running.result().await.unwrap_err(), parked.result().await.unwrap_err()] {
        assert_eq!(failure.kind, FailureKind::Interrupted);
        assert!(failure.message.contains("recorded"), "{}", failure.message);
    }
    first.shutdown(Duration::ZERO).await.expect_err("it cannot say that it leaves");
    store.revive();
    let second = start(&store, &app).await;
    let run: RunHandle<Pays> = second.attach("done").await.expect("it was acknowledged");
    assert_eq!(*run.result().await.unwrap(), 4);
    let run: RunHandle<Asks> = second.attach("parked").await.expect("it was acknowledged");
    assert_eq!(*run.result().await.unwrap(), 6, "with the signal that was acknowledged");
    let run: RunHandle<Toils> = second.attach("running").await.expect("it was acknowledged");
    assert_eq!(*run.result().await.unwrap(), 10);
    second.attach::<Pays>("never").await.expect_err("it was refused");
}

#[tokio::test(start_paused = true)]
async fn a_timer_that_was_due_while_nobody_was_there_fires_at_once() {
    let (store, app) = new();
    let first = start(&store, &app).await;
    first.submit(Naps(1)).id("a").await.unwrap();
    settle().await;
    first.kill();
    store.crash();
    sleep(Duration::from_secs(5 * 3600)).await;
    let begun = Instant::now();
    let second = start(&store, &app).await;
    let run: RunHandle<Naps> = second.attach("a").await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 4);
    assert_eq!(app.world.seconds("pay")[0], 5 * 3600);
    assert_eq!(begun.elapsed().as_secs(), 3600, "the second one is set when the first has fired");
}

/// A clock that people set.
struct Driven {
    follows: SeededClock,
    /// Seconds.
    set: AtomicI64,
    drawn: AtomicU64,
}

impl Clock for Driven {
    fn now(&self) -> Timestamp {
        let micros = self.follows.now().as_micros() + self.set.load(Ordering::SeqCst) * 1_000_000;
        Timestamp::from_micros(micros)
    }

    fn random(&self) -> u64 {
        self.drawn.fetch_add(1, Ordering::SeqCst)
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_and_forth_fires_no_timer_twice() {
    let (store, app) = new();
    let clock = Arc::new(Driven { follows: SeededClock::new(1), set: 0.into(), drawn: 0.into() });
    let build = || builder(&store, &app).clock(Arc::clone(&clock) as Arc<dyn Clock>).register::<Naps>();
    let first = build().start().await.unwrap();
    let run = first.submit(Naps(1)).id("a").await.unwrap();
    settle().await;
    clock.set.store(3600, Ordering::SeqCst);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(app.world.count("pay"), 1, "forward: it is due");
    clock.set.store(-7200, Ordering::SeqCst);
    sleep(Duration::from_secs(3700)).await;
    assert_eq!(app.world.count("pay"), 1, "back: the second one waits, and the first does not fire again");
    clock.set.store(7200, Ordering::SeqCst);
    assert_eq!(*run.result().await.unwrap(), 4);
    assert_eq!(app.world.count("pay"), 2);
    let fired = first.history(run.key()).await.unwrap();
    assert_eq!(fired.iter().filter(|event| event.kind == orch::store::Kind::Fired).count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_start_reports_what_became_of_the_runs() {
    let (store, app) = new();
    let first = start(&store, &app).await;
    app.world.hang("pay");
    for id in ["a", "b", "c"] {
        first.submit(Pays(1)).id(id).await.unwrap();
    }
    first.submit(Naps(1)).id("naps").await.unwrap();
    settle().await;
    let beside = builder(&store, &app).register::<Pays>().start_with_report().await.unwrap();
    assert_eq!(beside.1.held.values().copied().collect::<Vec<_>>(), [3]);
    assert_eq!((beside.1.resumed, beside.1.parked), (0, 1));
    first.kill();
    beside.0.kill();
    store.crash();
    let (_second, report) = builder(&store, &app).max_runs(2).register::<Pays>().start_with_report().await.unwrap();
    assert_eq!((report.resumed, report.parked, report.waiting), (2, 1, 1));
    assert!(report.incompatible.is_empty() && report.held.is_empty() && report.dead_lettered == 0);
    app.world.heal();
}
