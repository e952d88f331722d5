//! A back-up is a store like any other: what was under way when it was made goes on from there.

use std::sync::Arc;
use std::time::Duration;

use orch::store::RunStatus;
use orch::{AttachError, RunHandle, SqliteStore};

use crate::kit::{app, builder, settle};
use crate::operating::{Asks, Pays};

#[tokio::test(start_paused = true)]
async fn what_was_under_way_goes_on_from_the_copy() {
    let dir = tempfile::tempdir().expect("a directory");
    let (path, copy) = (dir.path().join("orch.db"), dir.path().join("copy.db"));
    let app = app();
    let open = |path| Arc::new(SqliteStore::open(path).expect("it opens"));
    let store = open(path);
    let first = builder(&store, &app).register::<Asks>().register::<Pays>().start().await.expect("it starts");
    first.submit(Asks(1)).id("parked").await.expect("it is taken");
    app.world.hang("pay");
    first.submit(Pays(1)).id("driven").await.expect("it is taken");
    settle().await;
    first.back_up(&copy).await.expect("it is made while runs go on");
    let late = first.submit(Asks(2)).id("late").await.expect("it is taken");
    settle().await;
    assert_eq!(late.record().await.expect("it is there").status, RunStatus::Parked);
    first.kill();
    app.world.heal();
    // Where a copy was made nobody's lock stands, so the lease decides.
    tokio::time::sleep(Duration::from_secs(11)).await;
    let store = open(copy);
    let builder = builder(&store, &app).register::<Asks>().register::<Pays>();
    let (second, report) = builder.start_with_report().await.expect("it starts");
    assert_eq!((report.resumed, report.parked), (1, 1), "{report:?}");
    let driven: RunHandle<Pays> = second.attach("driven").await.expect("it is there");
    assert_eq!(*driven.result().await.expect("it ends well"), 4);
    let keys: Vec<String> = app.world.of("pay").into_iter().map(|call| call.key).collect();
    assert_eq!(keys, ["driven:Pays/pay", "driven:Pays/pay"], "it was cut off, and is made again under its key");
    assert_eq!(app.world.count("look"), 1, "what is recorded is not");
    let parked: RunHandle<Asks> = second.attach("parked").await.expect("it is there");
    parked.more(2).await.expect("it waits");
    assert_eq!(*parked.result().await.expect("it ends well"), 6);
    let late = second.attach::<Asks>("late").await.expect_err("it came after the copy");
    assert!(matches!(late, AttachError::NoRun { .. }), "{late}");
}
