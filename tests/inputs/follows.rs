//! Runs that follow on the ends of others.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_run_follows_on_the_end_of_another() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let link = billing(&orchestrator).await;
    for n in [1, 13, 2] {
        orchestrator.submit(Work(n).correlation("c")).id(format!("n{n}")).await.expect("it is taken");
    }
    pass(Duration::from_millis(100)).await;
    let bills = runs(&orchestrator, "Bill").await;
    let known: Vec<_> = bills.iter().map(|run| (run.id.as_str(), run.correlation.as_str())).collect();
    assert_eq!(known, [("bill:n1", "c"), ("bill:n2", "c")]);
    let done = link.summary();
    assert_eq!((done.submitted, done.unwanted, done.repeated), (2, 1, 0));
    let again = orchestrator.after("bill", |_: Ended<Work>| None::<orch::Launch<Bill>>).start().await;
    assert!(matches!(again, Err(InputError::Taken(_))), "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn runs_that_end_later_than_younger_ones_are_not_missed() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let before = orchestrator.submit(Work(5)).id("before").await.expect("it is taken");
    before.result().await.expect("it ends well");
    let link = orchestrator.after("bill", |slow: Ended<Slow>| Some(Bill(*slow.outcome.ok()?)));
    let link = link.start().await.expect("it starts");
    for n in 1..=3u32 {
        orchestrator.submit(Slow(n)).id(format!("s{n}")).await.expect("it is taken");
        pass(Duration::from_secs(600)).await;
    }
    orchestrator.cancel("Slow", "s2", "not wanted").await.expect("it runs");
    pass(Duration::from_secs(7200)).await;
    assert_eq!(ids(&orchestrator, "Bill").await, ["bill:s1", "bill:s3"]);
    assert_eq!(link.summary().unwanted, 1);
}

#[tokio::test(start_paused = true)]
async fn what_ended_before_the_link_was_made_counts_only_if_asked_for() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    orchestrator.submit(Work(1)).id("old").await.expect("it is taken").result().await.expect("it ends well");
    let link = billing(&orchestrator).await;
    pass(Duration::from_secs(60)).await;
    assert_eq!(link.summary(), Followed::default());
    let all = orchestrator.after("all", |work: Ended<Work>| Some(Bill(*work.outcome.ok()?)));
    all.from_the_beginning().start().await.expect("it starts");
    pass(Duration::from_secs(60)).await;
    assert_eq!(ids(&orchestrator, "Bill").await, ["all:old"]);
}

#[tokio::test(start_paused = true)]
async fn an_end_is_followed_once_whoever_dies_in_between() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = started(&store, &app).await;
    billing(&first).await.stop();
    first.submit(Work(1)).id("a").await.expect("it is taken").result().await.expect("it ends well");
    first.kill();
    store.crash();
    let second = started(&store, &app).await;
    let link = billing(&second).await;
    pass(SECOND).await;
    assert_eq!(ids(&second, "Bill").await, ["bill:a"], "it ended while nobody looked");
    // Died after the submission, before the cursor was written: the cursor stands where it stood.
    link.stop();
    link.wait().await;
    let cursor = r#"{"high":0,"open":[]}"#.to_owned();
    let back = Write::Fact { name: "after:bill".to_owned(), expect: None, value: Some(cursor) };
    store.commit(vec![back]).await.expect("the store answers")[0].as_ref().expect("it is written");
    let link = billing(&second).await;
    pass(SECOND).await;
    assert_eq!(link.summary().repeated, 1);
    assert_eq!(app.calls.bill.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn two_processes_with_one_link_submit_once() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let (one, two) = (started(&store, &app).await, started(&store, &app).await);
    let (link_one, link_two) = (billing(&one).await, billing(&two).await);
    for n in 0..300 {
        one.submit(Work(n * 14)).await.expect("it is taken");
    }
    pass(Duration::from_secs(30)).await;
    assert_eq!(app.calls.bill.load(Ordering::SeqCst), 300);
    assert_eq!(link_one.summary().submitted + link_two.summary().submitted, 300);
    one.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(link_one.ending(), Some(Ending::ShutDown));
}

#[tokio::test(start_paused = true)]
async fn an_erased_end_and_a_follower_that_cannot_be_are_passed_over() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = builder(&store, &app).max_payload(60).start().await.expect("it starts");
    let work = orchestrator.submit(Work(1)).id("erased").await.expect("it is taken");
    work.result().await.expect("it ends well");
    orchestrator.erase(work.key()).await.expect("it has ended");
    orchestrator.submit(Work(2)).id("big").await.expect("it is taken").result().await.expect("it ends well");
    let link = orchestrator.after("night", |work: Ended<Work>| Some(Nightly(format!("{:99}", work.outcome.ok()?))));
    let link = link.from_the_beginning().on_error(|error| assert_eq!(&*error.id, "night:big")).start().await;
    let link = link.expect("it starts");
    pass(SECOND).await;
    let done = link.summary();
    assert_eq!((done.unreadable, done.failed), (1, 1));
    assert!(matches!(done.errors[0].error, SubmitError::TooLarge { .. }));
}

#[tokio::test(start_paused = true)]
async fn a_link_that_waits_for_room_ends_when_it_is_stopped_and_its_end_is_followed_later() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = builder(&store, &app).max_runs(1).start().await.expect("it starts");
    let ended = orchestrator.submit(Work(1)).id("a").await.expect("it is taken");
    ended.result().await.expect("it ends well");
    app.calls.hang.store(true, Ordering::SeqCst);
    orchestrator.submit(Work(2)).id("there").await.expect("it is taken");
    let billing = || orchestrator.after("bill", |work: Ended<Work>| Some(Bill(*work.outcome.ok()?)));
    let link = billing().from_the_beginning().start().await.expect("it starts");
    pass(SECOND).await;
    assert_eq!((link.summary().submitted, link.ending()), (0, None), "there is room for one");
    link.stop();
    assert_eq!(tokio::time::timeout(SECOND, link.wait()).await, Ok(Ending::Stopped));
    app.calls.hang.store(false, Ordering::SeqCst);
    pass(SECOND).await;
    assert_eq!(ids(&orchestrator, "Bill").await, [""; 0], "nobody submits what is not wanted any more");
    billing().from_the_beginning().start().await.expect("it starts again");
    pass(SECOND).await;
    assert_eq!(ids(&orchestrator, "Bill").await, ["bill:a", "bill:there"]);
}
