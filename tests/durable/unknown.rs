//! A change that was cut off with its process: who is asked again, who never is, and what the flow sees.

use std::sync::Arc;
use std::time::Duration;

use orch::store::MemoryStore;
use orch::{Failed, Failure, FailureKind, Launch, RunHandle, pipeline};
use orch_core::{Durable, ResourceSet};

use crate::agents::{flaky, invoice, look, pay, wire};
use crate::kit::{App, World, app, builder, settle};

pipeline! {
    pub Wires(n: u64) -> u64 {
        wire(n).await?
    }

    pub Sees(n: u64) -> String {
        match wire(n).await {
            Ok(wired) => format!("wired {wired}"),
            Err(Failed { error: None, failure }) => format!("{:?}", failure.kind),
            Err(_) => "its own error".to_owned(),
        }
    }

    pub Falls(n: u64) -> u64 {
        wire(n).or_else(|_| invoice(n)).await?
    }

    pub FallsAnyway(n: u64) -> u64 {
        wire(n).or_else_unknown(|_| invoice(n)).await?
    }

    pub FallsQuietly(n: u64) -> u64 {
        wire(n).or_else(|_| look(n)).await?
    }

    pub Pays(n: u64) -> u64 {
        let seen = look(n).await?;
        pay(seen).await?
    }

    pub PaysAgain(n: u64) -> u64 {
        flaky(n).await?
    }

    pub Looks(n: u64) -> u64 {
        look(n).await?
    }

    pub Within(n: u64) -> u64 {
        Wires(n).await?
    }
}

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Kill,
    Abandon,
}

/// Lets the agent hang for `wait`, ends the process, and takes the run up in another one.
async fn cut<P, R>(launch: Launch<P, R>, agent: &'static str, end: End) -> (Result<Arc<P::Output>, Failure>, Arc<World>)
where
    P: Durable,
    P::Resources: ResourceSet<App>,
{
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = async || builder(&store, &app).register::<P>().start().await.expect("it starts");
    let first = start().await;
    app.world.hang(agent);
    let run = first.submit(launch).id("a").await.expect("it is taken");
    settle().await;
    assert_eq!(app.world.count(agent), 1, "it is under way");
    match end {
        End::Kill => {
            first.kill();
            store.crash();
        }
        End::Abandon => first.shutdown(Duration::ZERO).await.expect("it ends in order"),
    }
    drop(run);
    app.world.heal();
    let second = start().await;
    let run: RunHandle<P> = second.attach("a").await.expect("it is there");
    assert_eq!(run.record().await.unwrap().crashes, u32::from(end == End::Kill));
    (run.result().await, Arc::clone(&app.world))
}

const ENDS: [End; 2] = [End::Kill, End::Abandon];

#[tokio::test(start_paused = true)]
async fn once_is_never_repeated_and_recorded_unknown() {
    for end in ENDS {
        let (ended, world) = cut(Wires(2), "wire", end).await;
        let failure = ended.expect_err("nobody knows whether it happened");
        assert_eq!((failure.kind, failure.stage.as_str()), (FailureKind::Interrupted, "Wires/wire"), "{end:?}");
        assert_eq!(world.count("wire"), 1, "{end:?}");
        let (ended, world) = cut(Within(2), "wire", end).await;
        assert_eq!(ended.expect_err("it is unknown").kind, FailureKind::Interrupted, "{end:?}");
        assert_eq!(world.count("wire"), 1, "{end:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_flow_sees_the_unknown_outcome() {
    for end in ENDS {
        let (ended, world) = cut(Sees(2), "wire", end).await;
        assert_eq!(*ended.expect("it is handled"), "Interrupted");
        assert_eq!(world.count("wire"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_fallback_that_changes_the_world_is_taken_only_where_that_is_written() {
    for end in ENDS {
        let (ended, world) = cut(Falls(2), "wire", end).await;
        assert_eq!(ended.expect_err("it is unknown").kind, FailureKind::Interrupted);
        assert_eq!((world.count("wire"), world.count("invoice")), (1, 0));
        let (ended, world) = cut(FallsAnyway(2), "wire", end).await;
        assert_eq!(*ended.expect("it falls back"), 200);
        assert_eq!((world.count("wire"), world.count("invoice")), (1, 1));
        let (ended, _) = cut(FallsQuietly(2), "wire", end).await;
        assert_eq!(*ended.expect("it falls back"), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn idempotent_is_repeated_with_its_key_and_attempt() {
    for end in ENDS {
        let (ended, world) = cut(Pays(2), "pay", end).await;
        assert_eq!(*ended.expect("it ends well"), 6);
        let calls: Vec<_> = world.of("pay").into_iter().map(|call| (call.key, call.attempt, call.arg)).collect();
        let call = ("a:Pays/pay".to_owned(), 1, "3".to_owned());
        assert_eq!(calls, [call.clone(), call], "{end:?}");
        let (ended, world) = cut(PaysAgain(2), "flaky", end).await;
        assert_eq!(*ended.expect("it ends well"), 23);
        let attempts: Vec<_> = world.of("flaky").iter().map(|call| call.attempt).collect();
        assert_eq!(attempts, [1, 1, 2, 3], "{end:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_quiet_is_run_again() {
    for end in ENDS {
        let (ended, world) = cut(Looks(2), "look", end).await;
        assert_eq!(*ended.expect("it ends well"), 3);
        assert_eq!(world.count("look"), 2);
    }
}
