//! Two stores on one file are two processes, also within one.

mod kit;

use std::fs;
use std::path::Path;

use kit::{LONG, append, claim, create, enter, length, process, ready, try_write, write};
use orch_core::store::{Refused, Store, Write};
use orch_sqlite::SqliteStore;
use tempfile::TempDir;

fn files(path: &Path) -> Vec<String> {
    let directory = path.with_extension("db.processes");
    let files = fs::read_dir(directory).into_iter().flatten();
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn two(directory: &TempDir) -> (SqliteStore, SqliteStore) {
    let path = directory.path().join("orch.db");
    let (first, second) = (SqliteStore::open(&path).unwrap(), SqliteStore::open(&path).unwrap());
    enter(&first, "first", LONG);
    enter(&second, "second", LONG);
    (first, second)
}

#[test]
fn who_ends_without_leaving_is_dead_at_once() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    let run = create(&first, "a", "first");
    assert_eq!(claim(&second, "second", 0), []);
    drop(first);
    let claimed = claim(&second, "second", 0);
    assert_eq!((claimed.len(), claimed[0].crashed, claimed[0].record.crashes), (1, true, 1));
    assert_eq!(claimed[0].record.run, run.0);
    assert_eq!(files(second.path()), ["second"], "the dead one is buried");
}

#[test]
fn who_leaves_is_not() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    create(&first, "a", "first");
    write(&first, Write::Leave { process: process("first") });
    assert_eq!(files(second.path()), ["second"]);
    let claimed = claim(&second, "second", 0);
    assert_eq!((claimed.len(), claimed[0].crashed), (1, false));
}

#[test]
fn who_was_late_enters_again() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    enter(&first, "first", 10);
    let run = create(&first, "a", "first");
    assert_eq!(claim(&second, "second", 20).len(), 1, "it is alive, but its lease has run out");
    assert_eq!(try_write(&first, append(run, 0)), Ok(Err(Refused::Fenced { run: run.0 })));
    enter(&first, "first", LONG);
    create(&first, "b", "first");
    assert_eq!(claim(&second, "second", 30), []);
    drop(first);
    assert_eq!(claim(&second, "second", 30).len(), 1, "its lock is seen again");
}

#[test]
fn where_there_is_no_file_the_lease_decides() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    enter(&first, "first", 100);
    create(&first, "a", "first");
    fs::remove_dir_all(directory.path().join("orch.db.processes")).unwrap();
    drop(first);
    assert_eq!(claim(&second, "second", 99), []);
    assert_eq!(claim(&second, "second", 100).len(), 1);
}

#[test]
fn several_may_live_in_one_store() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    enter(&first, "../odd name/é", LONG);
    create(&first, "a", "../odd name/é");
    assert_eq!(claim(&first, "first", 0), []);
    assert_eq!(claim(&second, "second", 0), []);
    assert_eq!(files(first.path()).len(), 3);
    write(&first, Write::Leave { process: process("../odd name/é") });
    assert_eq!(claim(&second, "second", 0).len(), 1);
    assert_eq!(files(first.path()), ["first", "second"]);
}

#[test]
fn both_write_at_once() {
    let directory = TempDir::new().unwrap();
    let (first, second) = two(&directory);
    std::thread::scope(|scope| {
        for (store, name) in [(&first, "first"), (&second, "second")] {
            scope.spawn(move || {
                let run = create(store, name, name);
                for seq in 0..100 {
                    ready(store.commit(vec![append(run, seq)])).unwrap()[0].clone().unwrap();
                }
                assert_eq!(length(store, run.0), 100);
            });
        }
    });
    assert_eq!(ready(first.stats()).unwrap().events, 200);
}
