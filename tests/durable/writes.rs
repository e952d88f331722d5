//! When a write must be on disk: a store that commits only when told shows who was called before what was durable.

use futures_util::FutureExt;
use orch::store::{Kind, RunStatus, Store, Then, Write};
use orch::{Origin, SubmitError, pipeline};

use crate::agents::{look, pay, slow};
use crate::bench::Bench;
use crate::kit::Saw;

pipeline! {
    pub Quiet(n: u64) -> u64 {
        let a = look(n).named("a").await?;
        let b = look(a).named("b").await?;
        let c = look(b).named("c").await?;
        let d = look(c).named("d").await?;
        look(d).named("e").await?
    }

    pub OneChange(n: u64) -> u64 {
        let a = look(n).named("a").await?;
        let b = look(a).named("b").await?;
        let paid = pay(b).await?;
        let c = look(paid).named("c").await?;
        look(c).named("d").await?
    }

    pub Lingering(n: u64) -> u64 {
        let a = look(n).await?;
        slow(a + 1_000_000).await?
    }

    pub Asks(n: u64) -> u64 {
        let a = look(n).await?;
        let more = signal::<u64>("more").await?;
        a + more
    }
}

async fn held() -> Bench {
    Bench::new(|builder| builder.register::<Quiet>().register::<OneChange>().register::<Lingering>().register::<Asks>())
        .await
}

/// What the appends of a batch record.
fn kinds(batch: &[Write]) -> Vec<(Kind, String)> {
    let appends = batch.iter().filter_map(|write| if let Write::Append(append) = write { Some(append) } else { None });
    appends.flat_map(|append| &append.events).map(|event| (event.kind, event.path.clone())).collect()
}

/// Whether somebody waits for it: quiet events reach the disk with whoever comes first.
fn is_waited_for(batch: &[Write]) -> bool {
    batch.iter().any(|write| match write {
        Write::Append(append) => {
            !matches!(append.then, Then::GoOn | Then::Moved)
                || append.events.iter().any(|event| event.kind == Kind::Started)
        }
        _ => true,
    })
}

/// How many times a lone run waits for the disk, from its submission to its result.
async fn waits<T: Send + 'static>(bench: &mut Bench, run: impl Future<Output = T> + Send + 'static) -> usize {
    bench.open();
    let run = tokio::spawn(run);
    let mut waits = 0;
    while !run.is_finished() {
        tokio::select! {
            saw = bench.saw.recv() => {
                waits += usize::from(matches!(saw, Some(Saw::Commit(batch)) if is_waited_for(&batch)));
            }
            () = tokio::task::yield_now() => {}
        }
    }
    while let Ok(saw) = bench.saw.try_recv() {
        waits += usize::from(matches!(saw, Saw::Commit(batch) if is_waited_for(&batch)));
    }
    waits
}

#[tokio::test]
async fn a_run_waits_for_the_disk_no_more_often_than_it_must() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let quiet = async move { orchestrator.submit(Quiet(1)).await.unwrap().result().await.unwrap() };
    assert_eq!(waits(&mut bench, quiet).await, 2, "accepted, result");
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let change = async move { orchestrator.submit(OneChange(1)).await.unwrap().result().await.unwrap() };
    assert_eq!(waits(&mut bench, change).await, 3, "accepted, before the change, result");
}

#[tokio::test]
async fn a_change_waits_for_what_made_it_ready_and_what_is_quiet_runs_ahead() {
    let mut bench = held().await;
    let submitted = tokio::spawn(bench.orchestrator.submit(OneChange(1)).id("a").into_future());
    assert!(bench.commit().await.iter().any(|write| matches!(write, Write::Create(_))));
    assert_eq!(bench.settle().await, [""; 0], "nothing happens under an id that may be known");
    assert!(!submitted.is_finished());
    bench.release();
    let run = submitted.await.unwrap().expect("it is taken");
    assert_eq!((bench.call().await, bench.call().await), ("look", "look"), "both run ahead of the disk");
    let mut written = kinds(&bench.commit().await);
    let started = (Kind::Started, "OneChange/pay".to_owned());
    while !written.contains(&started) {
        assert_eq!(bench.settle().await, [""; 0]);
        bench.release();
        written.extend(kinds(&bench.commit().await));
    }
    assert!(written.contains(&(Kind::Succeeded, "OneChange/b".to_owned())), "what it rests on is written with it");
    assert_eq!(bench.settle().await, [""; 0], "it has not started");
    bench.release();
    assert_eq!(bench.call().await, "pay");
    assert_eq!((bench.call().await, bench.call().await), ("look", "look"));
    let mut result = Box::pin(run.result());
    loop {
        let batch = bench.commit().await;
        assert_eq!(bench.settle().await, [""; 0]);
        assert!(result.as_mut().now_or_never().is_none(), "the result is not on disk");
        bench.release();
        if batch.iter().any(|write| matches!(write, Write::Append(append) if matches!(append.then, Then::End { .. }))) {
            break;
        }
    }
    assert_eq!(*result.await.expect("it ends well"), 8);
}

#[tokio::test]
async fn a_run_that_reached_the_disk_is_driven_though_its_submitter_is_gone() {
    let mut bench = held().await;
    let submitted = tokio::spawn(bench.orchestrator.submit(OneChange(1)).id("a").into_future());
    bench.commit().await;
    submitted.abort();
    submitted.await.expect_err("nobody waits for it any more");
    bench.open();
    let mut called = Vec::new();
    for _ in 0..1000 {
        called.extend(bench.settle().await);
    }
    assert_eq!(called, ["look", "look", "pay", "look", "look"]);
    let run = bench.orchestrator.attach::<OneChange>("a").await.expect("it is there");
    assert_eq!(*run.result().await.expect("it ends well"), 8);
}

#[tokio::test]
async fn a_process_that_ends_waits_for_what_is_on_its_way_to_the_disk_and_hands_it_back() {
    let mut bench = held().await;
    let submitted = tokio::spawn(bench.orchestrator.submit(Quiet(1)).id("a").into_future());
    bench.commit().await;
    submitted.abort();
    let ending = bench.orchestrator.clone();
    let ended = tokio::spawn(async move { ending.shutdown(std::time::Duration::from_secs(60)).await });
    assert_eq!(bench.settle().await, [""; 0]);
    assert!(!ended.is_finished());
    let late = bench.orchestrator.submit(Quiet(2)).await.expect_err("it ends");
    assert_eq!(late, SubmitError::ShuttingDown);
    bench.open();
    ended.await.unwrap().expect("the store answers");
    let run = bench.store.inner.find("Quiet", "a").await.unwrap().expect("it is on disk");
    assert_eq!((run.status, run.owner), (RunStatus::Running, None));
    assert_eq!(bench.settle().await, [""; 0], "it is handed back as it was accepted");
}

#[tokio::test]
async fn quiet_records_reach_the_disk_though_nobody_waits_for_them() {
    let mut bench = held().await;
    let submitted = tokio::spawn(bench.orchestrator.submit(Lingering(1)).into_future());
    bench.commit().await;
    bench.release();
    let _run = submitted.await.unwrap().expect("it is taken");
    let batch = bench.commit().await;
    assert!(!is_waited_for(&batch));
    assert!(kinds(&batch).contains(&(Kind::Succeeded, "Lingering/look".to_owned())), "{batch:?}");
}

#[tokio::test]
async fn a_signal_is_on_disk_before_it_is_acknowledged_and_a_run_parks_with_everything_on_disk() {
    let mut bench = held().await;
    let submitted = tokio::spawn(bench.orchestrator.submit(Asks(1)).into_future());
    bench.commit().await;
    bench.release();
    let run = submitted.await.unwrap().expect("it is taken");
    let mut written = Vec::new();
    loop {
        let batch = bench.commit().await;
        written.extend(kinds(&batch));
        let parks = |write: &Write| matches!(write, Write::Append(append) if matches!(append.then, Then::Park { .. }));
        let parked = batch.iter().any(parks);
        bench.settle().await;
        assert_eq!(run.record().await.unwrap().status, RunStatus::Running);
        bench.release();
        if parked {
            break;
        }
    }
    assert!(written.contains(&(Kind::Succeeded, "Asks/look".to_owned())), "{written:?}");
    while run.record().await.unwrap().status != RunStatus::Parked {
        tokio::task::yield_now().await;
    }
    let signalled = tokio::spawn(run.acting(Origin::of("ann")).more(5).into_future());
    assert!(bench.commit().await.iter().any(|write| matches!(write, Write::Post(_))));
    bench.settle().await;
    assert!(!signalled.is_finished(), "it is not on disk");
    bench.release();
    signalled.await.unwrap().expect("it is taken");
    bench.open();
    assert_eq!(*run.result().await.expect("it ends well"), 7);
}
