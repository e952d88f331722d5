//! Streams that submit runs, and what happens when they are stopped.

use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use super::*;

#[tokio::test(start_paused = true)]
async fn a_stream_is_fed_and_an_item_that_comes_again_is_the_same_run() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let feed = orchestrator.feed(stream::iter([1, 2, 2, 3]), |n: u32| (format!("n{n}"), Work(n)));
    let feed = feed.start().expect("it is registered");
    assert_eq!(feed.wait().await, Ending::Done);
    let fed = feed.summary();
    assert_eq!((fed.submitted, fed.repeated, fed.failed), (3, 1, 0));
    assert_eq!(ids(&orchestrator, "Work").await, ["n1", "n2", "n3"]);
}

#[tokio::test(start_paused = true)]
async fn an_item_that_cannot_be_submitted_is_reported_and_stops_nothing() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let heard = Arc::new(AtomicU32::new(0));
    let hear = Arc::clone(&heard);
    let feed = orchestrator
        .feed(stream::iter([("a", 1), ("a", 2), ("", 3), ("b", 4)]), |(id, n): (&str, u32)| (id, Work(n)))
        .ahead(1)
        .on_error(move |_| {
            hear.fetch_add(1, Ordering::SeqCst);
        })
        .start()
        .expect("it is registered");
    assert_eq!(feed.wait().await, Ending::Done);
    let fed = feed.summary();
    assert_eq!((fed.submitted, fed.repeated, fed.failed), (2, 0, 2));
    assert!(matches!(fed.errors[0].error, SubmitError::OtherInput { .. }));
    assert!(matches!(fed.errors[1].error, SubmitError::BadId { .. }));
    assert_eq!(heard.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_feed_takes_no_more_items_than_runs_may_start() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&store, &app).max_runs(2).start().await.expect("it starts");
    let taken = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&taken);
    let items = stream::iter(0..100u32);
    let feed = orchestrator.feed(items, move |n| {
        count.fetch_add(1, Ordering::SeqCst);
        (n.to_string(), Work(n))
    });
    let feed = feed.ahead(1).start().expect("it is registered");
    pass(SECOND).await;
    assert_eq!(feed.summary().submitted, 2);
    assert_eq!(taken.load(Ordering::SeqCst), 3, "one waits for its place");
    app.calls.hang.store(false, Ordering::SeqCst);
    assert_eq!(feed.wait().await, Ending::Done);
    assert_eq!(feed.summary().submitted, 100);
}

#[tokio::test(start_paused = true)]
async fn a_feed_ends_when_it_is_stopped_and_with_the_orchestrator() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let endless = || stream::pending::<u32>();
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start().expect("it is registered");
    feed.stop();
    assert_eq!(feed.wait().await, Ending::Stopped);
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start().expect("it is registered");
    pass(SECOND).await;
    assert_eq!(feed.ending(), None);
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(feed.wait().await, Ending::ShutDown);
    let feed = orchestrator.feed(endless(), |n: u32| (n.to_string(), Work(n))).start();
    assert!(matches!(feed, Err(InputError::ShuttingDown)), "{feed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_feed_whose_closure_panics_says_so() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let feed = orchestrator.feed(stream::iter([0u32]), |n| (n.to_string(), Work(1 / n)));
    assert_eq!(feed.start().expect("it is registered").wait().await, Ending::Panicked);
}

/// Bills each piece of work that ended well.

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cancelled_before_it_sleeps_does_not_sleep() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    orchestrator.submit(Slow(1)).id("c").await.expect("it is taken");
    orchestrator.cancel("Slow", "c", "not wanted").await.expect("it runs");
    pass(SECOND).await;
    assert_eq!(runs(&orchestrator, "Slow").await[0].status, RunStatus::Cancelled);
}

/// The same on a disk, with the journal's own thread and the machine's clock: what was fed, followed and shut down midway is
/// there when the file is opened again.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn inputs_go_on_where_a_file_says() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || orch::SqliteStore::open(dir.path().join("orch.db")).expect("it opens");
    let app = app();
    let start = |store| {
        let builder = Orchestrator::builder().store(store).resources(app.clone()).register::<Work>();
        builder.register::<Bill>().start()
    };
    let items = || stream::iter((0..200u32).map(|n| n * 14)).boxed();
    let feed = |orchestrator: &Orchestrator, items: BoxStream<'static, u32>| {
        orchestrator.feed(items, |n| (n.to_string(), Work(n))).start().expect("it is registered")
    };
    let first = start(open()).await.expect("it starts");
    // The first stream does not end by itself, however fast its items are taken.
    let (link, fed) = (billing(&first).await, feed(&first, items().chain(stream::pending()).boxed()));
    while link.summary().submitted < 50 {
        tokio::task::yield_now().await;
    }
    first.shutdown(Duration::ZERO).await.expect("it ends in order");
    assert_eq!((link.wait().await, fed.wait().await), (Ending::ShutDown, Ending::ShutDown));
    drop(first);
    let second = start(open()).await.expect("it starts");
    let (link, fed) = (billing(&second).await, feed(&second, items()));
    assert_eq!(fed.wait().await, Ending::Done);
    while ids(&second, "Bill").await.len() < 200 {
        tokio::task::yield_now().await;
    }
    link.stop();
    link.wait().await;
    let health = second.health().await;
    assert!(health.ready && health.store.expect("it was counted").size_bytes > 0);
    second.shutdown(SECOND).await.expect("it ends in order");
    let known: std::collections::BTreeSet<String> = ids(&second, "Bill").await.into_iter().collect();
    assert_eq!(known.len(), 200);
}

/// A feed that has taken three items more than there is room for.
async fn crowded(app: &App) -> (Orchestrator, Input<Fed>) {
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&Arc::new(MemoryStore::new()), app).max_runs(2).start().await.expect("it starts");
    let feed = orchestrator.feed(stream::iter(0..100u32), |n| (n.to_string(), Work(n))).ahead(3).start();
    let feed = feed.expect("it is registered");
    pass(SECOND).await;
    assert_eq!((feed.summary().submitted, feed.ending()), (2, None));
    (orchestrator, feed)
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_waits_for_room_ends_when_it_is_stopped() {
    let app = app();
    let (orchestrator, feed) = crowded(&app).await;
    feed.stop();
    assert_eq!(tokio::time::timeout(SECOND, feed.wait()).await, Ok(Ending::Stopped));
    assert_eq!((feed.summary().submitted, feed.summary().left), (2, 3), "three had been taken");
    app.calls.hang.store(false, Ordering::SeqCst);
    pass(SECOND).await;
    assert_eq!(ids(&orchestrator, "Work").await, ["0", "1"]);
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_waits_for_room_says_what_it_left_when_the_orchestrator_shuts_down() {
    let (orchestrator, feed) = crowded(&app()).await;
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(feed.wait().await, Ending::ShutDown);
    let fed = feed.summary();
    assert_eq!((fed.submitted, fed.left, fed.failed), (2, 3, 0), "three had been taken");
}
