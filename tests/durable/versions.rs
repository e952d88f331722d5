//! Several builds of one pipeline: each run goes to its own, or to one that it fits, or waits for one.

use std::sync::Arc;
use std::time::Duration;

use orch::store::{MemoryStore, RunFilter, RunStatus, Store};
use orch::{FailureKind, Orchestrator, RunHandle, StartError};
use serde_json::json;

use crate::kit::{App, app, builder, settle};

/// The first build.
mod v1 {
    use crate::agents::{look, pay};
    use orch::pipeline;

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).await?;
            let more = signal::<u64>("more").await?;
            pay(seen + more).await?
        }

        pub Inner(n: u64) -> u64 {
            let more = signal::<u64>("more").await?;
            pay(n + more).await?
        }

        pub Nest(n: u64) -> u64 {
            let got = Inner(n).named("old").await?;
            pay(got).await?
        }
    }
}

/// Something was added at the end, and a stage has another name.
mod v2 {
    use crate::agents::{invoice, look, pay};
    use orch::pipeline;

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).named("viewed").was("look").await?;
            let more = signal::<u64>("more").await?;
            let paid = pay(seen + more).await?;
            invoice(paid).await?
        }

        pub Inner(n: u64) -> u64 {
            let more = signal::<u64>("more").await?;
            pay(n + more).await?
        }

        pub Nest(n: u64) -> u64 {
            let got = Inner(n).named("new").was("old").await?;
            let paid = pay(got).await?;
            paid + 1
        }
    }
}

/// A stage that was recorded is gone.
mod gone {
    use crate::agents::pay;
    use orch::pipeline;

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let more = signal::<u64>("more").await?;
            pay(n + more).await?
        }
    }
}

/// What was recorded is of another type now.
mod typed {
    use crate::kit::World;
    use orch::{Context, agent, pipeline};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Seen {
        level: u64,
    }

    #[agent(reads)]
    async fn look(n: u64, #[resource] world: &World, cx: &Context) -> Seen {
        world.call("look", cx, n).await;
        Seen { level: n }
    }

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).await?;
            let more = signal::<u64>("more").await?;
            seen.level + more
        }
    }
}

/// A list of what was seen, one level down in a pipeline within.
mod listed {
    use crate::kit::World;
    use orch::{Context, agent, pipeline};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Shelf {
        rows: Vec<Row>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Row {
        name: String,
    }

    #[agent(reads)]
    pub async fn look(n: u64, #[resource] world: &World, cx: &Context) -> Shelf {
        world.call("look", cx, n).await;
        let row = |name: &str| Row { name: name.to_owned() };
        Shelf { rows: vec![row("tea"), row("coffee")] }
    }

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let shelf = look(n).await?;
            let more = signal::<u64>("more").await?;
            shelf.rows.len() as u64 + more
        }

        pub Mall(n: u64) -> u64 {
            let shop = Shop(n).await?;
            shop + 1
        }
    }
}

/// Its rows have numbers in the place of names.
mod numbered {
    use orch::{agent, pipeline};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Shelf {
        rows: Vec<Row>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Row {
        name: u64,
    }

    #[agent(reads)]
    pub async fn look(n: u64) -> Shelf {
        Shelf { rows: vec![Row { name: n }] }
    }

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let shelf = look(n).await?;
            let more = signal::<u64>("more").await?;
            shelf.rows[0].name + more
        }

        pub Mall(n: u64) -> u64 {
            let shop = Shop(n).await?;
            shop + 1
        }
    }
}

/// What was recorded takes the process down that reads it.
mod bites {
    use crate::agents::pay;
    use crate::kit::World;
    use orch::{Context, agent, pipeline};
    use serde::{Deserialize, Deserializer, Serialize};

    #[derive(Debug, Clone, Serialize)]
    pub struct Seen(u64);

    impl<'de> Deserialize<'de> for Seen {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Seen, D::Error> {
            panic!("it bites")
        }
    }

    #[agent(reads)]
    async fn look(n: u64, #[resource] world: &World, cx: &Context) -> Seen {
        world.call("look", cx, n).await;
        Seen(n)
    }

    pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).await?;
            let more = signal::<u64>("more").await?;
            pay(seen.0 + more).await?
        }
    }
}

/// Submits a run of the first build, and ends that process in order.
async fn submitted(store: &Arc<MemoryStore>, app: &App) {
    let first = builder(store, app).register::<v1::Shop>().start().await.unwrap();
    first.submit(v1::Shop(1)).id("a").await.unwrap();
    settle().await;
    first.shutdown(Duration::ZERO).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn each_run_goes_to_its_own_version() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let start = async || {
        let builder = builder(&store, &app).register::<v1::Shop>().register::<v2::Shop>();
        builder.start().await.unwrap()
    };
    let first = start().await;
    first.submit(v1::Shop(1)).id("one").await.unwrap();
    first.submit(v2::Shop(1)).id("two").await.unwrap();
    settle().await;
    first.kill();
    store.crash();
    let second = start().await;
    let (one, two) = (second.attach::<v1::Shop>("one").await.unwrap(), second.attach::<v2::Shop>("two").await.unwrap());
    one.more(3).await.unwrap();
    two.more(3).await.unwrap();
    assert_eq!((*one.result().await.unwrap(), *two.result().await.unwrap()), (10, 1000));
    let twice = builder(&store, &app).register::<v1::Shop>().register::<v1::Shop>().start().await;
    assert!(matches!(twice, Err(StartError::Twice { pipeline: "Shop", .. })));
}

#[tokio::test(start_paused = true)]
async fn a_run_is_adopted_by_a_build_that_it_fits_and_keeps_what_it_did() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    submitted(&store, &app).await;
    let (second, report) = builder(&store, &app).register::<v2::Shop>().start_with_report().await.unwrap();
    assert_eq!((report.parked, report.incompatible.len()), (1, 0));
    let run: RunHandle<v2::Shop> = second.attach("a").await.unwrap();
    assert_eq!(run.state().await.unwrap().viewed.value(), Some(&2));
    run.more(3).await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 1000, "the new stage is run too");
    assert_eq!(app.world.count("look"), 1);
    let record = run.record().await.unwrap();
    assert_eq!(record.fingerprint, fingerprint::<v2::Shop>());
}

fn fingerprint<P: orch::Pipeline>() -> String {
    P::blueprint().fingerprint().to_string()
}

#[tokio::test(start_paused = true)]
async fn a_renamed_pipeline_within_goes_on_where_it_was() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<v1::Nest>().start().await.unwrap();
    app.world.hang("pay");
    let run = first.submit(v1::Nest(1)).id("a").await.unwrap();
    settle().await;
    run.signal("more", None, 2.into()).await.unwrap();
    settle().await;
    let before = app.world.of("pay");
    assert_eq!(before.len(), 1);
    first.kill();
    store.crash();
    app.world.heal();
    let second = builder(&store, &app).register::<v2::Nest>().start().await.unwrap();
    let run: RunHandle<v2::Nest> = second.attach("a").await.unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), run.result()).await;
    assert_eq!(*ended.expect("it does not ask again for what it has").unwrap(), 13);
    let again = &app.world.of("pay")[1];
    assert_eq!((&again.key, again.attempt), (&before[0].key, 1), "what was cut off is made again under its key");
}

/// The run fits nothing here: it is left, reported, and found by a process that it fits.
async fn refused_and_found_again(builder_of: impl AsyncFn(&Arc<MemoryStore>, &App) -> (Orchestrator, String)) {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    submitted(&store, &app).await;
    let first = builder(&store, &app).register::<v1::Shop>().start().await.unwrap();
    let run: RunHandle<v1::Shop> = first.attach("a").await.unwrap();
    first.kill();
    store.crash();
    drop(run);
    // A letter wakes it, so that the other build has to look at it.
    let sender = builder(&store, &app).register::<crate::flows::Chain>().start().await.unwrap();
    let record = store.find("Shop", "a").await.unwrap().unwrap();
    let letter = orch::store::NewLetter {
        to: orch::store::Recipient::Run(record.run),
        kind: orch::store::LetterKind::Signal { name: "more".into(), key: None, payload: json!(3).to_string() },
        sender: None,
        reason: None,
        time: app.world.clock.now(),
        limit: 10,
    };
    store.commit(vec![orch::store::Write::Post(Box::new(letter))]).await.unwrap();
    sender.kill();
    let (other, why) = builder_of(&store, &app).await;
    assert!(why.contains("look"), "{why}");
    tokio::time::sleep(Duration::from_secs(5)).await;
    let left = store.run(record.run).await.unwrap().unwrap();
    assert!(!left.status.has_ended() && left.owner.is_none(), "{left:?}");
    assert_eq!(left.fingerprint, record.fingerprint);
    let again = builder(&store, &app).register::<v1::Shop>().start().await.unwrap();
    let run: RunHandle<v1::Shop> = again.attach("a").await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 10, "the process that it fits takes it, beside the other");
    other.kill();
}

#[tokio::test(start_paused = true)]
async fn a_run_whose_stage_is_gone_waits_for_a_build_that_has_it() {
    refused_and_found_again(async |store, app| {
        let (other, report) = builder(store, app).register::<gone::Shop>().start_with_report().await.unwrap();
        let [unfit] = &report.incompatible[..] else { panic!("{report:?}") };
        assert_eq!((&*unfit.pipeline, &*unfit.id), ("Shop", "a"));
        let run: RunHandle<gone::Shop> = other.attach("a").await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(5), run.result()).await.expect("nobody waits for ever");
        let failure = waited.expect_err("it does not fit");
        assert_eq!((failure.kind, failure.message.contains("look")), (FailureKind::Incompatible, true), "{failure}");
        (other, unfit.why.clone())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_run_whose_value_does_not_fit_says_which_field() {
    refused_and_found_again(async |store, app| {
        let (other, report) = builder(store, app).register::<typed::Shop>().start_with_report().await.unwrap();
        let [unfit] = &report.incompatible[..] else { panic!("{report:?}") };
        assert!(unfit.why.contains("Shop/look") && unfit.why.contains("Seen"), "{}", unfit.why);
        (other, unfit.why.clone())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_is_told_with_its_stage_and_its_place_and_without_its_value() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<listed::Shop>().register::<listed::Mall>().start().await.unwrap();
    first.submit(listed::Shop(1)).id("shop").await.unwrap();
    let mall = first.submit(listed::Mall(1)).id("mall").await.unwrap();
    settle().await;
    first.shutdown(Duration::ZERO).await.unwrap();
    let builder = builder(&store, &app).register::<numbered::Shop>().register::<numbered::Mall>();
    let other = builder.start().await.unwrap();
    // A fingerprint knows types by their names, so what has changed within one is found when the run goes on.
    let shop: RunHandle<numbered::Shop> = other.attach("shop").await.unwrap();
    shop.more(1).await.unwrap();
    let mall: RunHandle<numbered::Mall> = other.attach(mall.id()).await.unwrap();
    mall.signal("more", None, 1.into()).await.unwrap();
    let told = "the value is not a `durable::versions::numbered::Shelf`: \
        at `.rows[0].name`: invalid type: a text, expected u64";
    let failures = [shop.result().await.unwrap_err(), mall.result().await.unwrap_err()];
    for (failure, stage) in failures.into_iter().zip(["Shop/look", "Mall/Shop/look"]) {
        assert_eq!((failure.kind, failure.message), (FailureKind::Incompatible, format!("`{stage}`: {told}")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_parked_run_that_fits_nothing_is_told_at_the_start_and_not_when_its_signal_comes() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    submitted(&store, &app).await;
    let (fits, report) = builder(&store, &app).register::<v2::Shop>().start_with_report().await.unwrap();
    assert_eq!((report.parked, report.incompatible.len(), report.unchecked), (1, 0, 0));
    assert_eq!(fits.health().await.incompatible, 0);
    fits.kill();
    let (other, report) = builder(&store, &app).register::<gone::Shop>().start_with_report().await.unwrap();
    assert_eq!((report.parked, report.incompatible.len(), report.unchecked), (0, 1, 0));
    assert_eq!((&*report.incompatible[0].id, report.incompatible[0].why.contains("look")), ("a", true), "{report:?}");
    assert_eq!(other.health().await.incompatible, 1);
    let run = store.find("Shop", "a").await.unwrap().expect("it is there");
    assert_eq!((run.status, run.owner), (RunStatus::Parked, None), "it was only looked at");
    let waited: RunHandle<gone::Shop> = other.attach("a").await.unwrap();
    let early = tokio::time::timeout(Duration::from_secs(5), waited.result()).await;
    assert!(early.is_err(), "another process may still drive it to an end: {early:?}");
    let elsewhere = builder(&store, &app).register::<crate::flows::Chain>().start_with_report().await.unwrap();
    assert_eq!((elsewhere.1.parked, elsewhere.1.incompatible.len()), (1, 0), "it is no business of this one");
    let again = builder(&store, &app).register::<v1::Shop>().start().await.unwrap();
    let run: RunHandle<v1::Shop> = again.attach("a").await.unwrap();
    run.more(3).await.unwrap();
    assert_eq!(*run.result().await.unwrap(), 10);
}

#[tokio::test(start_paused = true)]
async fn of_very_many_parked_runs_the_first_are_looked_at_and_the_rest_counted() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<v1::Shop>().start().await.unwrap();
    let submits = (0..10_003).map(|n| first.submit(v1::Shop(n)).into_future());
    let runs = futures_util::future::join_all(submits).await;
    assert!(runs.iter().all(Result::is_ok));
    while !first.stats().await.unwrap().runs.contains(&(RunStatus::Parked, 10_003)) {
        settle().await;
    }
    first.kill();
    store.crash();
    let (_other, report) = builder(&store, &app).register::<gone::Shop>().start_with_report().await.unwrap();
    assert_eq!((report.parked, report.incompatible.len(), report.unchecked), (3, 10_000, 3));
}

#[tokio::test(start_paused = true)]
async fn one_that_fits_nothing_never_stops_the_others() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<v1::Shop>().register::<crate::flows::Chain>().start().await.unwrap();
    app.world.hang("pay");
    for n in 0..20 {
        let shop = first.submit(v1::Shop(n)).id(format!("s{n}")).await.unwrap();
        shop.more(1).await.unwrap();
        first.submit(crate::flows::Chain(n)).id(format!("c{n}")).await.unwrap();
    }
    settle().await;
    app.world.heal();
    first.kill();
    store.crash();
    let other = builder(&store, &app).register::<gone::Shop>().register::<crate::flows::Chain>();
    let (other, report) = other.start_with_report().await.unwrap();
    assert_eq!((report.resumed, report.incompatible.len()), (20, 20));
    settle().await;
    let ended = RunFilter { pipeline: Some("Chain".into()), status: vec![RunStatus::Succeeded], ..Default::default() };
    assert_eq!(other.runs(ended).await.unwrap().len(), 20);
}

#[tokio::test(start_paused = true)]
async fn runs_that_fit_nothing_take_no_place_from_those_that_do() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<v1::Shop>().register::<crate::flows::Chain>().start().await.unwrap();
    app.world.hang("pay");
    for n in 0..2 {
        let shop = first.submit(v1::Shop(n)).id(format!("s{n}")).await.unwrap();
        shop.more(1).await.unwrap();
    }
    first.submit(crate::flows::Chain(1)).id("c").await.unwrap();
    settle().await;
    app.world.heal();
    first.kill();
    store.crash();
    let other = builder(&store, &app).max_runs(2).register::<gone::Shop>().register::<crate::flows::Chain>();
    let (_other, report) = other.start_with_report().await.unwrap();
    assert_eq!((report.incompatible.len(), report.resumed, report.waiting), (2, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_history_that_takes_processes_down_is_not_read_for_ever() {
    let (store, app) = (Arc::new(MemoryStore::new()), app());
    let first = builder(&store, &app).register::<v1::Shop>().start().await.unwrap();
    app.world.hang("pay");
    first.submit(v1::Shop(1)).id("a").await.unwrap().more(1).await.unwrap();
    settle().await;
    first.kill();
    store.crash();
    let start = || builder(&store, &app).crash_limit(1).register::<bites::Shop>().start_with_report();
    assert!(tokio::spawn(start()).await.expect_err("it panics over the value").is_panic());
    store.crash();
    let (_second, report) = start().await.expect("it starts");
    assert_eq!((report.dead_lettered, report.resumed), (1, 0));
}
