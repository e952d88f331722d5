//! A process that is killed in the middle of its commits.

mod kit;

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kit::{LONG, append, claim, create, enter, length, ready};
use orch_core::store::{RunKey, Store, Written};
use orch_sqlite::SqliteStore;

/// Says to the child which file.
const FILE: &str = "ORCH_KILL_TEST_FILE";
/// How many runs each commit appends to.
const RUNS: u64 = 8;
/// How often a child is killed.
const KILLS: u64 = 25;

/// Not a test but the child: it appends one event to each run, says so, and so on until it is killed.
#[test]
fn child() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let store = SqliteStore::open(file).unwrap();
    let name = std::process::id().to_string();
    enter(&store, &name, LONG);
    let mut runs: Vec<(RunKey, u64)> =
        claim(&store, &name, 0).into_iter().map(|claimed| (claimed.record.run, claimed.record.token)).collect();
    if runs.is_empty() {
        runs = (0..RUNS).map(|id| create(&store, &id.to_string(), &name)).collect();
    }
    let first = length(&store, runs[0].0);
    for next in first.. {
        let answers = ready(store.commit(runs.iter().map(|run| append(*run, next)).collect())).unwrap();
        assert!(answers.iter().all(|answer| *answer == Ok(Written::Done)));
        // In one call, so that a line is whole or absent.
        std::io::stderr().write_all(format!("has {}\n", next + 1).as_bytes()).unwrap();
    }
}

#[test]
fn what_was_acknowledged_is_there() {
    if std::env::var_os(FILE).is_some() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("orch.db");
    let mut before = 0;
    for kill in 0..KILLS {
        let acknowledged = killed_after(&file, Duration::from_millis(kill * 7 % 60)).max(before);
        let store = SqliteStore::open(&file).unwrap();
        let runs: Vec<u64> = (1..=RUNS as i64).map(|run| length(&store, RunKey(run))).collect();
        let found = runs[0];
        assert!(runs.iter().all(|run| *run == found), "a part of a commit: {runs:?}");
        assert!((acknowledged..=acknowledged + 1).contains(&found), "{found} found, {acknowledged} acknowledged");
        // The lease has long to go, and nobody waits for its end.
        let claimed = claim(&store, "reader", 0);
        assert!(claimed.iter().all(|claimed| claimed.crashed), "{claimed:?}");
        assert_eq!(claimed.len() as u64, RUNS);
        before = found;
    }
    assert!(before > 0, "no child came to its first commit");
}

/// Runs a child, kills it a while after its first commit, and gives the last that it said to have.
fn killed_after(file: &Path, while_it_writes: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture"])
        .env(FILE, file)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let number = |line: &str| line.strip_prefix("has ").and_then(|number| number.parse::<u64>().ok());
    let first = lines.by_ref().map_while(Result::ok).find_map(|line| number(&line));
    std::thread::sleep(while_it_writes);
    child.kill().unwrap();
    child.wait().unwrap();
    lines.map_while(Result::ok).filter_map(|line| number(&line)).last().or(first).expect("the child failed")
}
