//! Cancellations that find a pipeline within the run parked, dead or held: it undoes what it did, or never begins.

use std::sync::Arc;
use std::time::Duration;

use orch::store::{LetterKind, MemoryStore, NewLetter, PauseOf, Recipient, RunStatus, Store, Write};
use orch::{Context, Orchestrator, RunHandle, SeededClock, agent, pipeline};

use crate::agents::look;
use crate::kit::{App, World, app, builder, settle};

#[agent(idempotent, compensate = unbook)]
async fn book(n: u64, #[resource] world: &World, cx: &Context) -> u64 {
    world.call("book", cx, n).await;
    n + 1
}

#[agent(idempotent)]
async fn unbook(n: &u64, booked: Option<&u64>, #[resource] world: &World, cx: &Context) {
    world.call("unbook", cx, (n, booked)).await;
}

pipeline! {
    pub Asks(n: u64) -> u64 {
        let booked = book(n).await?;
        let more = signal::<u64>("more").await?;
        book(booked + more).named("rest").await?
    }

    pub AsksWithin(n: u64) -> u64 {
        Asks(n).await?
    }

    pub Looks(n: u64) -> u64 {
        let booked = book(n).await?;
        let seen = look(booked).await?;
        book(seen).named("rest").await?
    }

    pub LooksWithin(n: u64) -> u64 {
        Looks(n).await?
    }
}

async fn start(store: &Arc<MemoryStore>, app: &App) -> Orchestrator {
    let builder = builder(store, app).register::<Asks>().register::<AsksWithin>();
    builder.register::<Looks>().register::<LooksWithin>().start().await.expect("it starts")
}

/// Who was called with what.
fn told(app: &App) -> Vec<(&'static str, String)> {
    app.world.calls().into_iter().map(|call| (call.agent, call.arg)).collect()
}

fn call(agent: &'static str, arg: &str) -> (&'static str, String) {
    (agent, arg.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_parked_run_that_is_cancelled_undoes_what_is_within_it() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    let run = orchestrator.submit(AsksWithin(1)).id("a").await.unwrap();
    settle().await;
    assert_eq!(run.record().await.unwrap().status, RunStatus::Parked);
    run.cancel("not wanted").await.unwrap();
    settle().await;
    assert_eq!(run.record().await.unwrap().status, RunStatus::Cancelled);
    assert_eq!(told(&app), [call("book", "1"), call("unbook", "(1, Some(2))")]);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_was_cancelled_while_its_process_was_dead_undoes_what_is_within_it() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = start(&store, &app).await;
    app.world.hang("look");
    first.submit(LooksWithin(1)).id("a").await.unwrap();
    settle().await;
    assert_eq!(told(&app), [call("book", "1"), call("look", "2")]);
    first.kill();
    store.crash();
    app.world.heal();
    let letter = NewLetter {
        to: Recipient::Named { pipeline: "LooksWithin".to_owned(), id: "a".to_owned() },
        kind: LetterKind::Cancel,
        sender: None,
        reason: Some("not wanted".to_owned()),
        time: SeededClock::BEGIN,
        limit: 100,
    };
    store.commit(vec![Write::Post(Box::new(letter))]).await.unwrap();
    let second = start(&store, &app).await;
    let run: RunHandle<LooksWithin> = second.attach("a").await.unwrap();
    assert_eq!(run.result().await.unwrap_err().message, "not wanted");
    assert_eq!(told(&app)[2..], [call("unbook", "(1, Some(2))")]);
}

#[tokio::test(start_paused = true)]
async fn a_paused_run_whose_first_stage_is_a_pipeline_can_be_cancelled() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = start(&store, &app).await;
    orchestrator.pause(PauseOf::Pipeline, "LooksWithin", "look at it").await.unwrap();
    let run = orchestrator.submit(LooksWithin(1)).id("a").await.unwrap();
    settle().await;
    run.cancel("not wanted").await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!((run.record().await.unwrap().status, told(&app)), (RunStatus::Cancelled, Vec::new()));
    orchestrator.resume(PauseOf::Pipeline, "LooksWithin").await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(told(&app), [], "and nothing comes of it when the pause is over");
}
