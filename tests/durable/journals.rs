//! Journals that other versions wrote: a build reads, resumes and finishes them. What they are is told in
//! `tests/journals/README.md`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use orch::store::{RunFilter, Store};
use orch::{Launch, RunHandle, SqliteStore, pipeline};
use orch_core::{Durable, ResourceSet};
use serde_json::{Value, json};

use crate::agents::{add, flaky, look, pay};
use crate::kit::{App, app, builder, gathering, settle};

// These never change: journals were written with them.
pipeline! {
    /// Cut off in a change.
    pub KeptChain(n: u64) -> u64 {
        let seen = look(n).await?;
        let paid = pay(seen).await?;
        let again = pay(paid).named("again").await?;
        look(again).named("after").await?
    }

    /// Cut off in the third round.
    pub KeptRounds(start: u64) -> u64 {
        let mut best: u64 = start;
        let mut note: Option<String> = None;
        let found = #[rounds(6)] loop {
            let paid = pay(best + note.as_ref().map_or(0, |note| note.len() as u64)).await?;
            let next = add(best, paid).await?;
            if next > 200 {
                break next;
            }
            best = next;
            note = Some(format!("after {next}"));
        };
        found
    }

    /// Cut off with some of its items done.
    pub KeptFan(list: Vec<u64>) -> Vec<u64> {
        for n in each(&list).concurrent(3).key(|n| format!("item {n}")) {
            let seen = look(*n).await?;
            pay(seen).await?
        }
    }

    pub KeptInner(n: u64) -> u64 {
        let seen = look(n).await?;
        let at = now().await;
        let paid = pay(seen).await?;
        if at.as_micros() > 0 { paid } else { 0 }
    }

    /// Cut off in the second pipeline within it.
    pub KeptNest(n: u64) -> u64 {
        let first = KeptInner(n).await?;
        let second = KeptInner(first).named("second").await?;
        pay(second).await?
    }

    /// Parked on a signal, with another one that it has not taken.
    pub KeptSignals(n: u64) -> u64 {
        let paid = pay(n).await?;
        let one = signal::<u64>("one").await?;
        let two = signal::<u64>("two").key(format!("of {paid}")).timeout(30d).await?;
        let three = signal::<u64>("three").await?;
        pay(paid + one + two + three).named("last").await?
    }

    /// In its second backoff.
    pub KeptRetries(n: u64) -> u64 {
        let got: u64 = match flaky(n).await {
            Ok(got) => got,
            Err(_) => 0,
        };
        sleep(3h).await;
        pay(got).await?
    }
}

/// One run: how far it is let, and what it gives.
struct Kept {
    name: &'static str,
    hang: Option<(&'static str, usize)>,
    seconds: u64,
    sent: &'static [(&'static str, Option<&'static str>, u64)],
    /// Sent when it goes on.
    later: &'static [(&'static str, Option<&'static str>, u64)],
    output: fn() -> Value,
    /// How many calls it takes to finish.
    calls: usize,
}

const NOTHING: Kept =
    Kept { name: "", hang: None, seconds: 1, sent: &[], later: &[], output: || Value::Null, calls: 0 };

const CHAIN: Kept = Kept { name: "chain", hang: Some(("pay", 1)), output: || json!(9), calls: 2, ..NOTHING };
const ROUNDS: Kept = Kept { name: "rounds", hang: Some(("pay", 2)), output: || json!(271), calls: 4, ..NOTHING };
const FAN: Kept =
    Kept { name: "fan", hang: Some(("pay", 4)), output: || json!([2, 4, 6, 8, 10, 12, 14, 16]), calls: 5, ..NOTHING };
const NEST: Kept = Kept { name: "nest", hang: Some(("pay", 1)), output: || json!(20), calls: 2, ..NOTHING };
const SIGNALS: Kept = Kept {
    name: "signals",
    sent: &[("one", None, 10), ("three", None, 1000)],
    later: &[("two", Some("of 6"), 100)],
    output: || json!(2232),
    calls: 1,
    ..NOTHING
};
const RETRIES: Kept = Kept { name: "retries", seconds: 40, output: || json!(86), calls: 2, ..NOTHING };

fn journals() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals")
}

/// Drives the run so far as it is let, and leaves the file as a killed process does, only smaller.
async fn make<P, R>(to: &Path, launch: Launch<P, R>, kept: Kept)
where
    P: Durable,
    P::Resources: ResourceSet<App>,
{
    let path = to.join(kept.name).with_extension("db");
    let (store, app) = (Arc::new(SqliteStore::open(&path).unwrap()), app());
    let orchestrator = gathering(&store, &app).process("the first").register::<P>().start().await.unwrap();
    if let Some((agent, calls)) = kept.hang {
        app.world.hang_after(agent, calls);
    }
    let run = orchestrator.submit(launch).id("kept").await.unwrap();
    for (name, key, value) in kept.sent {
        run.signal(name, *key, json!(value)).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(kept.seconds)).await;
    orchestrator.kill();
    settle().await;
    drop((run, orchestrator, store));
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM").unwrap();
    // Where processes say that they live: nobody does.
    let _ = std::fs::remove_dir_all(path.with_extension("db.processes"));
}

/// Takes the run up a month later, and finishes it.
async fn finish<P>(from: &Path, kept: Kept)
where
    P: Durable,
    P::Resources: ResourceSet<App>,
    P::Output: serde::Serialize,
{
    let at = format!("{} of {}", kept.name, from.display());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orch.db");
    std::fs::copy(from.join(kept.name).with_extension("db"), &path).unwrap();
    let (store, app) = (Arc::new(SqliteStore::open(&path).unwrap()), app());
    tokio::time::sleep(Duration::from_secs(29 * 86_400)).await;
    let orchestrator = builder(&store, &app).register::<P>().poll_every(Duration::from_secs(60)).start_with_report();
    let (orchestrator, report) = orchestrator.await.unwrap();
    assert!(report.incompatible.is_empty(), "{at}: {report:?}");
    assert_eq!(report.resumed + report.parked, 1, "{at}: {report:?}");
    let run: RunHandle<P> = orchestrator.attach("kept").await.unwrap();
    for (name, key, value) in kept.later {
        run.signal(name, *key, json!(value)).await.unwrap();
    }
    let ended = tokio::time::timeout(Duration::from_secs(5 * 3600), run.result()).await;
    let Ok(Ok(output)) = ended else { panic!("{at}: {:?}, {:?}", ended.map(|ended| ended.err()), run.record().await) };
    assert_eq!(serde_json::to_value(&*output).unwrap(), (kept.output)(), "{at}");
    assert_eq!(app.world.calls().len(), kept.calls, "{at}: {:?}", app.world.calls());
    assert_eq!(store.runs(&RunFilter::default()).await.unwrap().len(), 1);
    orchestrator.kill();
}

/// Writes the journals of this version, as `tests/journals/README.md` says: as they are written outside of tests, so time passes.
#[tokio::test]
#[ignore = "writes tests/journals"]
async fn make_journals() {
    // The version of the package, and that of the tables.
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::open(dir.path().join("orch.db")).unwrap());
    let connection = rusqlite::Connection::open(dir.path().join("orch.db")).unwrap();
    let tables: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let to = journals().join(format!("{}-tables-{tables}-gathered", env!("CARGO_PKG_VERSION")));
    std::fs::create_dir(&to).expect("what is there is never written again");
    make(&to, KeptChain(1), CHAIN).await;
    make(&to, KeptRounds(1), ROUNDS).await;
    make(&to, KeptFan((0..8).collect()), FAN).await;
    make(&to, KeptNest(1), NEST).await;
    make(&to, KeptSignals(3), SIGNALS).await;
    make(&to, KeptRetries(4), RETRIES).await;
}

#[tokio::test(start_paused = true)]
async fn journals_of_all_versions_are_resumed_and_finished() {
    let entries = std::fs::read_dir(journals()).unwrap().map(|entry| entry.unwrap().path());
    let mut versions: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    versions.sort();
    assert!(!versions.is_empty());
    for version in versions {
        finish::<KeptChain>(&version, CHAIN).await;
        finish::<KeptRounds>(&version, ROUNDS).await;
        finish::<KeptFan>(&version, FAN).await;
        finish::<KeptNest>(&version, NEST).await;
        finish::<KeptSignals>(&version, SIGNALS).await;
        finish::<KeptRetries>(&version, RETRIES).await;
        for file in std::fs::read_dir(&version).unwrap() {
            let size = file.unwrap().metadata().unwrap().len();
            assert!(size < 40 << 10, "{size} bytes in {}", version.display());
        }
    }
}
