//! Schedules: ticks missed, doubled and overlapping.

use orch::{Missed, Overlap, Schedule, Tick, Ticked};

use super::*;

/// Every hour, at the full one. The clock begins at midnight of 2000-01-03.
fn hourly(orchestrator: &Orchestrator) -> Schedule<Nightly> {
    orchestrator.schedule("hourly", "0 * * * * UTC", |tick: Tick| Nightly(tick.date().to_owned()))
}

/// The same, with runs that take an hour and a bit.
fn slowly(orchestrator: &Orchestrator, overlap: Overlap) -> Schedule<Slow> {
    let every = orchestrator.schedule("slow", "*/30 * * * * UTC", |_| Slow(1));
    every.overlap(overlap)
}

fn hours(ids: &[String]) -> Vec<&str> {
    ids.iter().map(|id| &id[id.len() - 9..id.len() - 4]).collect()
}

#[tokio::test(start_paused = true)]
async fn each_tick_is_a_run() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let ticking = hourly(&orchestrator).start().await.expect("it starts");
    pass(HOUR * 3 + SECOND).await;
    let known = ids(&orchestrator, "Nightly").await;
    assert_eq!(known[0], "hourly@2000-01-03T01:00:00Z");
    assert_eq!(hours(&known), ["01:00", "02:00", "03:00"]);
    let created: Vec<_> = runs(&orchestrator, "Nightly").await.iter().map(|run| run.created.to_string()).collect();
    assert!(created[2].starts_with("2000-01-03T03:00:00"), "{created:?}");
    let Ticked { submitted, next, .. } = ticking.summary();
    assert_eq!((submitted, next.expect("one").to_string()), (3, "2000-01-03T04:00:00Z".to_owned()));
    orchestrator.shutdown(SECOND).await.expect("it ends in order");
    assert_eq!(ticking.ending(), Some(Ending::ShutDown));
}

#[tokio::test(start_paused = true)]
async fn a_bad_schedule_is_refused_at_its_start() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let bad = |text: &str| orchestrator.schedule("nightly", text, |_| Slow(1)).start();
    let error = bad("0 25 * * * Europe/Berlin").await.expect_err("there is no such hour");
    let told =
        "the schedule `nightly` cannot be read:\n0 25 * * * Europe/Berlin\n  ^ value must be in range 0..=23; found 25";
    assert_eq!(error.to_string(), told);
    let error = bad("0 0 31 2 * UTC").await.expect_err("there is no such day");
    assert!(error.to_string().ends_with("no such time comes within four years"), "{error}");
    bad("0 0 29 2 * UTC").await.expect("there is such a day");
}

async fn after_being_away(missed: Missed, away: Duration) -> (Vec<String>, Ticked) {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let first = started_at(&store, &app, &clock).await;
    hourly(&first).start().await.expect("it starts");
    pass(HOUR + SECOND).await;
    first.kill();
    store.crash();
    pass(away).await;
    let second = started_at(&store, &app, &clock).await;
    let ticking = hourly(&second).missed(missed).start().await.expect("it starts");
    pass(SECOND).await;
    let known = ids(&second, "Nightly").await;
    (hours(&known).into_iter().map(str::to_owned).collect(), ticking.summary())
}

#[tokio::test(start_paused = true)]
async fn missed_ticks_are_left_out_or_made_up_for() {
    let away = HOUR * 4 + HOUR / 2;
    let (known, ticked) = after_being_away(Missed::Skip, away).await;
    assert_eq!((known, ticked.missed), (vec!["01:00".to_owned()], 4));
    let (known, ticked) = after_being_away(Missed::Once, away).await;
    assert_eq!((known.join(" "), ticked.missed), ("01:00 05:00".to_owned(), 3));
    let (known, ticked) = after_being_away(Missed::All { at_most: 3 }, away).await;
    assert_eq!((known.join(" "), ticked.missed), ("01:00 03:00 04:00 05:00".to_owned(), 1));
    let (known, ticked) = after_being_away(Missed::Skip, HOUR + Duration::from_secs(20)).await;
    assert_eq!((known.join(" "), ticked.missed), ("01:00 02:00".to_owned(), 0), "a short absence misses nothing");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_repeats_no_tick() {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let orchestrator = started_at(&store, &app, &clock).await;
    let ticking = hourly(&orchestrator).start().await.expect("it starts");
    pass(HOUR * 2 + SECOND).await;
    clock.turn(-3600);
    pass(HOUR).await;
    assert_eq!(ticking.summary().submitted, 2, "two o'clock has come again");
    pass(HOUR).await;
    assert_eq!(hours(&ids(&orchestrator, "Nightly").await), ["01:00", "02:00", "03:00"]);
    clock.turn(3600);
    pass(Duration::from_secs(11)).await;
    assert_eq!(ticking.summary().submitted, 4, "a clock that is set forward is noticed soon");
}

#[tokio::test(start_paused = true)]
async fn two_processes_with_one_schedule_submit_once() {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let (one, two) = (started_at(&store, &app, &clock).await, started_at(&store, &app, &clock).await);
    let (of_one, of_two) = (hourly(&one).start().await, hourly(&two).start().await);
    let (of_one, of_two) = (of_one.expect("it starts"), of_two.expect("it starts"));
    pass(HOUR * 24 + SECOND).await;
    assert_eq!(of_one.summary().submitted + of_two.summary().submitted, 24);
    assert_eq!(ids(&one, "Nightly").await.len(), 24);
    of_one.stop();
    pass(HOUR).await;
    assert_eq!(ids(&one, "Nightly").await.len(), 25, "the other goes on");
}

#[tokio::test(start_paused = true)]
async fn what_was_decided_on_is_submitted_by_whoever_is_left() {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let one = started_at(&store, &app, &clock).await;
    // A process has decided, and died before it submitted anything.
    let record = r#"{"tick":946861200000000,"ran":null,"waiting":[946861200000000]}"#.to_owned();
    let fact = Write::Fact { name: "schedule:hourly".to_owned(), expect: None, value: Some(record) };
    store.commit(vec![fact]).await.expect("the store answers")[0].as_ref().expect("it is written");
    pass(HOUR * 2 - SECOND).await;
    hourly(&one).start().await.expect("it starts");
    pass(Duration::from_millis(10)).await;
    assert_eq!(hours(&ids(&one, "Nightly").await), ["01:00"]);
}

async fn overlapping(overlap: Overlap) -> (Vec<String>, Vec<RunStatus>, Ticked) {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let orchestrator = started(&store, &app).await;
    let ticking = slowly(&orchestrator, overlap).start().await.expect("it starts");
    pass(HOUR * 3 + SECOND).await;
    let all = runs(&orchestrator, "Slow").await;
    let known: Vec<String> = all.iter().map(|run| run.id.clone()).collect();
    let known = hours(&known).into_iter().map(str::to_owned).collect();
    (known, all.iter().map(|run| run.status).collect(), ticking.summary())
}

#[tokio::test(start_paused = true)]
async fn a_tick_before_the_end_of_the_run_before() {
    let (known, ..) = overlapping(Overlap::Allow).await;
    assert_eq!(known.join(" "), "00:30 01:00 01:30 02:00 02:30 03:00");
    let (known, _, ticked) = overlapping(Overlap::Skip).await;
    assert_eq!((known.join(" "), ticked.skipped), ("00:30 02:00".to_owned(), 4));
    let (known, states, ticked) = overlapping(Overlap::Queue).await;
    assert_eq!((known.join(" "), ticked.waiting), ("00:30 01:00 01:30".to_owned(), 3));
    assert_eq!(states, [RunStatus::Succeeded, RunStatus::Succeeded, RunStatus::Parked]);
    let (known, states, _) = overlapping(Overlap::Cancel).await;
    assert_eq!(known.len(), 6);
    assert!(states[..5].iter().all(|state| *state == RunStatus::Cancelled), "{states:?}");
}

#[tokio::test(start_paused = true)]
async fn a_schedule_that_waits_for_room_ends_when_it_is_stopped_and_its_tick_is_made_up_for() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    app.calls.hang.store(true, Ordering::SeqCst);
    let orchestrator = builder(&store, &app).max_runs(1).start().await.expect("it starts");
    let ticking = hourly(&orchestrator).start().await.expect("it starts");
    pass(HOUR - SECOND).await;
    orchestrator.submit(Work(1)).id("there").await.expect("it is taken");
    pass(SECOND * 2).await;
    assert_eq!((ticking.summary().submitted, ticking.ending()), (0, None), "there is room for one");
    ticking.stop();
    assert_eq!(tokio::time::timeout(SECOND, ticking.wait()).await, Ok(Ending::Stopped));
    app.calls.hang.store(false, Ordering::SeqCst);
    pass(SECOND).await;
    assert_eq!(ids(&orchestrator, "Nightly").await, [""; 0], "nobody submits what is not wanted any more");
    hourly(&orchestrator).start().await.expect("it starts again");
    pass(SECOND).await;
    assert_eq!(hours(&ids(&orchestrator, "Nightly").await), ["01:00"], "it was decided on");
}
