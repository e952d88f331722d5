//! A write-ahead log that was cut off or changed: what is found is what some prefix of the commits had written.

mod kit;

use std::fs;
use std::path::Path;

use kit::{LONG, append, create, enter, length, ready};
use orch_core::store::{RunKey, Store};
use orch_sqlite::SqliteStore;
use tempfile::TempDir;

const RUNS: i64 = 4;
const COMMITS: u64 = 12;

/// The database, and its log as it is in use: everything but the tables is in the log.
fn written(directory: &Path) -> (Vec<u8>, Vec<u8>) {
    let path = directory.join("orch.db");
    drop(SqliteStore::open(&path).unwrap());
    let store = SqliteStore::open(&path).unwrap();
    enter(&store, "p", LONG);
    let runs: Vec<(RunKey, u64)> = (0..RUNS).map(|id| create(&store, &id.to_string(), "p")).collect();
    for seq in 0..COMMITS {
        ready(store.commit(runs.iter().map(|run| append(*run, seq)).collect())).unwrap();
    }
    (fs::read(&path).unwrap(), fs::read(directory.join("orch.db-wal")).unwrap())
}

/// How many commits are found with this log.
fn found(database: &[u8], log: &[u8]) -> u64 {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("orch.db");
    fs::write(&path, database).unwrap();
    fs::write(directory.path().join("orch.db-wal"), log).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    let lengths: Vec<u64> = (1..=RUNS).map(|run| length(&store, RunKey(run))).collect();
    assert!(lengths.iter().all(|length| *length == lengths[0]), "a part of a commit: {lengths:?}");
    lengths[0]
}

/// Places in the log, in no order that has to do with its pages.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let scatter = |place: u64| place.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    (0..150).map(move |place| scatter(place) as usize % length)
}

#[test]
fn a_log_that_was_cut_is_a_prefix() {
    let directory = TempDir::new().unwrap();
    let (database, log) = written(directory.path());
    assert_eq!(found(&database, &log), COMMITS);
    let mut places: Vec<usize> = places(log.len()).collect();
    places.sort_unstable();
    let lengths: Vec<u64> = places.iter().map(|place| found(&database, &log[..*place])).collect();
    assert!(lengths.is_sorted(), "a longer log has at least as much: {lengths:?}");
    assert!(lengths[0] < COMMITS && lengths[lengths.len() - 1] > 0, "{lengths:?}");
}

#[test]
fn a_log_that_was_changed_is_a_prefix() {
    let directory = TempDir::new().unwrap();
    let (database, log) = written(directory.path());
    for place in places(log.len()) {
        let mut changed = log.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(found(&database, &changed) <= COMMITS);
    }
}
