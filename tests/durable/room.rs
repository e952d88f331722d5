//! How much may wait for the disk: of one run, of all of them; who waits then, and for how long.

use std::collections::BTreeSet;
use std::sync::Arc;

use orch::store::{Claim, ClaimOf, MemoryStore, Process, RunKey, Store, Write};
use orch::{Orchestrator, RunHandle, SubmitError, pipeline};

use crate::agents::{bulky, look, pay};
use crate::bench::Bench;
use crate::kit::{app, builder};

/// What one stage gives, in bytes. Each gives one more than the one before: what is repeated takes no room.
const SIZE: u64 = 20_000;

pipeline! {
    /// Gives more and more, and changes nothing.
    pub Bulk(n: u64) -> u64 {
        let a = bulky(n).named("a").await?;
        let b = bulky(a.len() as u64 + 1).named("b").await?;
        let c = bulky(b.len() as u64 + 1).named("c").await?;
        let d = bulky(c.len() as u64 + 1).named("d").await?;
        d.len() as u64
    }

    pub Part(n: u64) -> u64 {
        let seen = look(n).await?;
        pay(seen).await?
    }

    /// A bit of everything.
    pub Mixed(n: u64) -> u64 {
        let parts = for k in each::<u64>(vec![n, n + 1, n + 2]).concurrent(2) {
            Part(k).await?
        };
        let sum: u64 = parts.iter().sum();
        let more = signal::<u64>("more").await?;
        pay(sum + more).await?
    }
}

async fn bench(limit: usize) -> Bench {
    Bench::new(|builder| builder.max_unwritten(limit).register::<Bulk>()).await
}

/// Submits runs and lets them begin, but nothing that they record may reach the disk.
async fn begun(bench: &mut Bench, count: u64) -> Vec<RunHandle<Bulk>> {
    let mut runs = Vec::new();
    for number in 0..count {
        let submitted = bench.orchestrator.submit(Bulk(SIZE)).id(format!("r{number}"));
        runs.push(tokio::spawn(submitted.into_future()));
        // Each with a commit of its own, and all of them before the first one runs.
        if number == 0 {
            bench.commit().await;
        }
        bench.settle().await;
    }
    // The first one, and the others that have gathered.
    bench.release();
    bench.settle().await;
    bench.release();
    let mut handles = Vec::new();
    for run in runs {
        handles.push(run.await.unwrap().expect("it is taken"));
    }
    handles
}

/// Whose stages were called, in order.
fn called(bench: &Bench) -> Vec<String> {
    let run = |key: String| key.split(':').next().unwrap_or_default().to_owned();
    bench.app.world.calls().into_iter().map(|call| run(call.key)).collect()
}

async fn unwritten(bench: &Bench) -> u64 {
    bench.orchestrator.health().await.unwritten_bytes
}

#[tokio::test]
async fn a_run_waits_for_the_disk_when_too_much_of_it_is_unwritten() {
    let mut bench = bench(200_000).await;
    let submitted = tokio::spawn(bench.orchestrator.submit(Bulk(SIZE)).into_future());
    bench.commit().await;
    bench.release();
    let run = submitted.await.unwrap().expect("it is taken");
    assert_eq!(bench.settle().await.len(), 3, "a quarter of all is one run's: the third value is too much");
    assert!(unwritten(&bench).await > 3 * SIZE);
    bench.open();
    assert_eq!(*run.result().await.expect("it ends well"), SIZE + 3);
    assert_eq!((bench.app.world.count("bulky"), unwritten(&bench).await), (4, 0));
}

#[tokio::test]
async fn all_runs_together_wait_for_the_disk_and_go_on_in_order() {
    const LIMIT: u64 = 100_000;
    let mut bench = bench(LIMIT as usize).await;
    let runs = begun(&mut bench, 8).await;
    bench.settle().await;
    assert_eq!(called(&bench), ["r0", "r0", "r1", "r1", "r2"], "two have their share, and the fifth value is too much");
    let refused = bench.orchestrator.try_submit(Bulk(1)).await.expect_err("it is full");
    assert!(matches!(refused, SubmitError::Behind { limit: 100_000, bytes } if bytes > 100_000), "{refused}");
    let late = tokio::spawn(bench.orchestrator.submit(Bulk(1)).id("late").into_future());
    bench.settle().await;
    assert!(!late.is_finished());
    let longest = LIMIT + SIZE + 1000;
    while !runs_ended(&bench, &runs).await {
        assert!(unwritten(&bench).await <= longest, "one value more than allowed at most");
        bench.release();
        bench.settle().await;
    }
    bench.open();
    for run in &runs {
        assert_eq!(*run.result().await.expect("it ends well"), SIZE + 3);
    }
    late.await.unwrap().expect("it is taken").result().await.expect("it ends well");
    let mut first = called(&bench);
    let mut seen = BTreeSet::new();
    first.retain(|run| seen.insert(run.clone()));
    assert_eq!(first[..8], ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"]);
    assert_eq!(unwritten(&bench).await, 0);
}

async fn runs_ended(bench: &Bench, runs: &[RunHandle<Bulk>]) -> bool {
    for run in runs {
        if !run.record().await.expect("it is there").status.has_ended() {
            return false;
        }
    }
    bench.app.world.count("bulky") >= 32
}

#[tokio::test]
async fn a_run_that_is_lost_gives_its_room_back() {
    let mut bench = bench(200_000).await;
    let lost = begun(&mut bench, 2).await.remove(0);
    bench.settle().await;
    let before = unwritten(&bench).await;
    assert!(before > 6 * SIZE, "{before}");
    // Another process takes it over; what this one has written by then is refused.
    bench.store.inner.crash();
    take_over(&bench, lost.key()).await;
    bench.open();
    for _ in 0..1000 {
        bench.settle().await;
    }
    assert_eq!(unwritten(&bench).await, 0);
}

async fn take_over(bench: &Bench, run: RunKey) {
    let claim =
        Claim { process: Process("other".into()), now: bench.app.world.clock.now(), of: ClaimOf::Run(run), limit: 1 };
    let taken = bench.store.inner.commit(vec![Write::Claim(Box::new(claim))]).await.expect("the store answers");
    assert!(taken[0].is_ok(), "{taken:?}");
}

#[tokio::test]
async fn when_the_journal_fails_nobody_waits_for_room() {
    let mut bench = bench(100_000).await;
    let runs = begun(&mut bench, 8).await;
    bench.settle().await;
    let late = tokio::spawn(bench.orchestrator.submit(Bulk(1)).id("late").into_future());
    bench.settle().await;
    bench.fail();
    for run in &runs {
        assert!(run.result().await.expect_err("nothing can be recorded").message.contains("the disk is gone"));
    }
    let refused = late.await.unwrap().expect_err("nothing can be recorded").to_string();
    assert!(refused.contains("the disk is gone"), "{refused}");
    assert_eq!(unwritten(&bench).await, 0);
}

#[tokio::test]
async fn with_no_room_at_all_everything_still_ends() {
    let bench = Bench::new(|builder| builder.max_unwritten(0).register::<Mixed>()).await;
    bench.open();
    ends(&bench.orchestrator).await;
}

#[tokio::test(start_paused = true)]
async fn with_no_room_and_no_thread_everything_still_ends() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = builder(&store, &app).max_unwritten(0).register::<Mixed>().start().await.expect("it starts");
    ends(&orchestrator).await;
}

async fn ends(orchestrator: &Orchestrator) {
    let mut runs = Vec::new();
    for n in 0..20 {
        runs.push(orchestrator.submit(Mixed(n)).await.expect("it is taken"));
    }
    for run in &runs {
        run.more(1).await.expect("it is taken");
    }
    for run in runs {
        run.result().await.expect("it ends well");
    }
}
