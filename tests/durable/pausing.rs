//! Pauses: what they hold, where that is seen, and which are refused.

use std::time::Duration;

use orch::store::PauseOf;
use orch::{OperateError, Origin, RunHandle, pipeline};
use tokio::time::{Instant, sleep};

use crate::agents::flaky;
use crate::kit::{builder, settle};
use crate::operating::{Naps, Pays, Wires, new, start};

pipeline! {
    /// Its agent fails twice, and is tried again half a minute later.
    pub Insists(n: u64) -> u64 {
        flaky(n).await?
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_waits_for_its_backoff_hears_of_a_pause() {
    let (store, app) = new();
    let orchestrator = builder(&store, &app).register::<Insists>().start().await.unwrap();
    let run = orchestrator.submit(Insists(1)).await.unwrap();
    sleep(Duration::from_secs(10)).await;
    orchestrator.pause(PauseOf::Agent, "flaky", "the bank is down").await.unwrap();
    sleep(Duration::from_secs(60)).await;
    assert_eq!(app.world.count("flaky"), 1, "its time has come, and the bank is down");
    assert_eq!(orchestrator.held()[0].stages, ["Insists/flaky"]);
    orchestrator.resume(PauseOf::Agent, "flaky").await.unwrap();
    settle().await;
    assert_eq!((app.world.count("flaky"), orchestrator.held()), (2, Vec::new()));
    assert_eq!(*run.result().await.unwrap(), 13);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_a_pause_holds_is_listed_with_the_stages_that_wait() {
    let (store, app) = new();
    let orchestrator = start(&store, &app).await;
    orchestrator.pause(PauseOf::Agent, "pay", "the bank is down").await.unwrap();
    let run = orchestrator.submit(Pays(1)).id("a").await.unwrap();
    let other = orchestrator.submit(Wires(1)).id("b").await.unwrap();
    assert_eq!(*other.result().await.unwrap(), 3);
    settle().await;
    let [held] = &orchestrator.held()[..] else { panic!("{:?}", orchestrator.held()) };
    assert_eq!((held.pipeline, &*held.id, held.run), ("Pays", "a", run.key()));
    assert_eq!(held.stages, ["Pays/pay"]);
    orchestrator.pause(PauseOf::Pipeline, "Pays", "look at it").await.unwrap();
    orchestrator.resume(PauseOf::Agent, "pay").await.unwrap();
    settle().await;
    assert_eq!(orchestrator.held()[0].stages, ["Pays/pay"], "its pipeline is paused now");
    orchestrator.resume(PauseOf::Pipeline, "Pays").await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 4);
    assert_eq!(orchestrator.held(), []);
    // One that is given up while it is held is held no more.
    orchestrator.pause(PauseOf::Agent, "pay", "again").await.unwrap();
    let run = orchestrator.submit(Pays(1)).await.unwrap();
    settle().await;
    assert_eq!(orchestrator.held().len(), 1);
    run.cancel("not wanted").await.unwrap();
    run.result().await.expect_err("it was cancelled");
    assert_eq!(orchestrator.held(), []);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_knows_is_not_paused() {
    let (store, app) = new();
    let orchestrator = start(&store, &app).await;
    let refused = orchestrator.pause(PauseOf::Agent, "payy", "a slip").await.expect_err("there is no such agent");
    let told = refused.to_string();
    assert!(told.contains("agent `payy`") && told.contains("did you mean `pay`?"), "{told}");
    assert!(matches!(refused, OperateError::Unknown { nearest: Some("pay"), .. }));
    let refused = orchestrator.pause(PauseOf::Pipeline, "pay", "an agent").await.expect_err("it is no pipeline");
    assert!(matches!(refused, OperateError::Unknown { of: PauseOf::Pipeline, .. }), "{refused}");
    assert_eq!(orchestrator.pauses().await.unwrap(), []);
    let operator = builder(&store, &app).register::<Naps>().start().await.expect("it starts");
    operator.pause(PauseOf::Agent, "look", "only others know it").await.expect_err("it does not know it");
    operator.pause_elsewhere(PauseOf::Agent, "look", "others know it").await.expect("it is told to do so");
    sleep(Duration::from_secs(1)).await;
    orchestrator.submit(Pays(1)).await.unwrap();
    settle().await;
    assert_eq!((app.world.count("look"), orchestrator.held().len()), (0, 1));
    operator.resume(PauseOf::Agent, "look").await.expect("it may go on");
}

#[tokio::test(start_paused = true)]
async fn what_is_paused_starts_nothing_over_restarts_and_from_elsewhere() {
    let (store, app) = new();
    let (here, there) = (start(&store, &app).await, start(&store, &app).await);
    there.pause(PauseOf::Agent, "pay", Origin::of("ann").because("the bank is down")).await.unwrap();
    sleep(Duration::from_secs(1)).await;
    let run = here.submit(Pays(1)).id("a").await.unwrap();
    sleep(Duration::from_secs(10)).await;
    assert_eq!((app.world.count("look"), app.world.count("pay")), (1, 0));
    let pauses = here.pauses().await.unwrap();
    assert_eq!((pauses[0].sender.as_deref(), pauses[0].reason.as_deref()), (Some("ann"), Some("the bank is down")));
    drop(run);
    here.kill();
    there.kill();
    store.crash();
    let (here, there) = (start(&store, &app).await, start(&store, &app).await);
    let run: RunHandle<Pays> = here.attach("a").await.unwrap();
    sleep(Duration::from_secs(10)).await;
    assert_eq!((app.world.count("look"), app.world.count("pay")), (1, 0), "the pause holds");
    there.pause(PauseOf::Pipeline, "Pays", "look at it").await.unwrap();
    there.resume(PauseOf::Agent, "pay").await.unwrap();
    sleep(Duration::from_secs(10)).await;
    assert_eq!(app.world.count("pay"), 0, "its pipeline is paused now");
    let begun = Instant::now();
    there.resume(PauseOf::Pipeline, "Pays").await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 4);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}
