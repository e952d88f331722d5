//! What only the inside can bring about: a full disk, other versions, bytes in the file.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use orch_core::Timestamp;
use orch_core::store::{
    Append, Entry, Kind, LetterKind, NewLetter, NewRun, Process, Recipient, RunFilter, RunKey, RunStatus, Store,
    StoreError, Then, Write,
};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::SqliteStore;
use crate::schema::APPLICATION;

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the store works while it is polled"),
    }
}

fn event(seq: u64, payload: &str) -> Entry {
    let (time, path) = (Timestamp::EPOCH, "Flow/stage".to_owned());
    Entry { seq, time, path, kind: Kind::Succeeded, payload: Some(payload.to_owned()), letter: None }
}

fn create(id: &str, payload: &str) -> Write {
    Write::Create(Box::new(NewRun {
        pipeline: "Flow".to_owned(),
        id: id.to_owned(),
        correlation: String::new(),
        fingerprint: String::new(),
        owner: Some(Process("p".into())),
        created: Timestamp::EPOCH,
        events: vec![event(0, payload)],
    }))
}

fn append(run: i64, events: Vec<Entry>, then: Then) -> Write {
    Write::Append(Box::new(Append { run: RunKey(run), token: 1, events, then }))
}

fn end() -> Then {
    Then::End {
        status: RunStatus::Failed,
        failure: Some("\"FINDME\"".to_owned()),
        time: Timestamp::EPOCH,
        worked_micros: 0,
    }
}

fn place() -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("orch.db");
    (directory, path)
}

#[test]
fn a_full_disk_closes_the_store_and_loses_nothing() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", "1")])).unwrap();
    let pages: i64 = store.writer().connection().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.writer().connection().pragma_update(None, "max_page_count", pages + 4).unwrap();
    let large = |seq| append(1, vec![event(seq, &"x".repeat(1 << 20))], Then::GoOn);
    let error = ready(store.commit(vec![append(1, vec![event(1, "2")], Then::GoOn), large(2)])).unwrap_err();
    assert!(matches!(error, StoreError::Full(_)), "{error}");
    let error = ready(store.commit(vec![create("b", "1")])).unwrap_err();
    assert!(matches!(error, StoreError::Closed(_)), "{error}");
    assert_eq!(ready(store.events(RunKey(1), 0, 9)).unwrap(), [event(0, "1")], "it can still be read");
    drop(store);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(ready(store.commit(vec![large(1)])).unwrap().len(), 1);
    assert_eq!(ready(store.events(RunKey(1), 0, 9)).unwrap().len(), 2);
}

#[test]
fn a_busy_file_is_no_reason_to_close() {
    let (_directory, path) = place();
    let store = SqliteStore::options(&path).busy_timeout(std::time::Duration::ZERO).open().unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = ready(store.commit(vec![create("a", "1")])).unwrap_err();
    assert!(matches!(error, StoreError::Io(_)), "{error}");
    other.execute_batch("COMMIT").unwrap();
    assert!(ready(store.commit(vec![create("a", "1")])).unwrap()[0].is_ok());
}

#[test]
fn a_commit_that_panicked_is_taken_back() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", "1")])).unwrap();
    std::thread::scope(|scope| {
        let panics = || {
            let writer = store.writer();
            writer.connection().execute_batch("BEGIN IMMEDIATE; DELETE FROM events").unwrap();
            panic!("half way");
        };
        scope.spawn(panics).join().unwrap_err();
    });
    assert!(ready(store.commit(vec![append(1, vec![event(1, "2")], Then::GoOn)])).unwrap()[0].is_ok());
    assert_eq!(ready(store.events(RunKey(1), 0, 9)).unwrap(), [event(0, "1"), event(1, "2")]);
}

fn refusal(path: &Path) -> StoreError {
    let before = fs::read(path).unwrap();
    let error = SqliteStore::open(path).unwrap_err();
    assert_eq!(fs::read(path).unwrap(), before, "it was left alone");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    error
}

#[test]
fn what_is_no_store_is_left_alone() {
    let (_directory, path) = place();
    fs::write(&path, "These are notes, and no database at all. ".repeat(100)).unwrap();
    let error = refusal(&path);
    assert!(matches!(&error, StoreError::Damaged(why) if why.contains("back-up")), "{error}");
    fs::remove_file(&path).unwrap();
    for mark in ["CREATE TABLE notes (text)", "PRAGMA application_id = 7; CREATE TABLE notes (text)"] {
        let other = Connection::open(&path).unwrap();
        other.execute_batch(mark).unwrap();
        drop(other);
        let error = refusal(&path);
        assert!(matches!(&error, StoreError::Damaged(why) if why.contains("another program")), "{error}");
        fs::remove_file(&path).unwrap();
    }
    let error = SqliteStore::open(path.join("no/such/directory/orch.db")).unwrap_err();
    assert!(matches!(&error, StoreError::Io(why) if why.contains("orch.db")), "{error}");
}

#[test]
fn whoever_cannot_open_a_file_is_told_which() {
    let (directory, path) = place();
    drop(SqliteStore::open(&path).unwrap());
    let other = Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE").unwrap();
    let error = SqliteStore::options(&path).busy_timeout(std::time::Duration::ZERO).open().unwrap_err();
    assert!(matches!(&error, StoreError::Io(why) if why.contains("orch.db")), "{error}");
    let error = SqliteStore::open(directory.path()).unwrap_err();
    let folder = directory.path().display().to_string();
    assert!(matches!(&error, StoreError::Io(why) if why.matches(&folder).count() == 1), "{error}");
}

#[test]
fn a_newer_version_is_refused() {
    let (_directory, path) = place();
    drop(SqliteStore::open(&path).unwrap());
    let newer = Connection::open(&path).unwrap();
    let application: i64 = newer.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
    assert_eq!(application, APPLICATION);
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let error = refusal(&path);
    assert!(matches!(error, StoreError::Version { found: 99, known: 3, .. }), "{error}");
}

#[test]
fn a_page_that_is_no_page_is_damage() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", &"x".repeat(40_000))])).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0xAB);
    fs::write(&path, bytes).unwrap();
    let error = SqliteStore::open(&path).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged(why) if why.contains("orch.db")), "{error}");
}

/// How often the mark stands in the file and its log.
fn marks(path: &Path) -> usize {
    let log = path.with_extension("db-wal");
    let bytes = [fs::read(path).unwrap(), fs::read(log).unwrap_or_default()].concat();
    bytes.windows(6).filter(|window| window == b"FINDME").count()
}

#[test]
fn what_was_erased_is_not_in_the_file() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let signal = LetterKind::Signal { name: "s".to_owned(), key: None, payload: "\"FINDME\"".to_owned() };
    let to = Recipient::Run(RunKey(1));
    let letter = NewLetter { to, kind: signal, sender: None, reason: None, time: Timestamp::EPOCH, limit: 9 };
    ready(store.commit(vec![create("a", "\"FINDME\""), create("b", "\"other\""), Write::Post(Box::new(letter))]))
        .unwrap();
    for seq in 1..40 {
        let payload = format!("\"{}\"", "FINDME".repeat(seq as usize * 30));
        let others = append(2, vec![event(seq, "\"other\"")], Then::GoOn);
        ready(store.commit(vec![append(1, vec![event(seq, &payload)], Then::GoOn), others])).unwrap();
    }
    ready(store.commit(vec![append(1, vec![], end())])).unwrap();
    assert!(marks(&path) > 1000);
    ready(store.commit(vec![Write::Erase { run: RunKey(1) }])).unwrap();
    assert_eq!(marks(&path), 0);
    assert_eq!(ready(store.events(RunKey(1), 0, 99)).unwrap().len(), 40);
    assert_eq!(ready(store.events(RunKey(2), 0, 99)).unwrap()[39], event(39, "\"other\""));
}

/// Pruning moves what stays, erased or not.
#[test]
fn what_was_erased_is_not_where_it_once_was() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let text = |run| if run % 3 == 0 { "\"FINDME\"" } else { "\"other\"" };
    ready(store.commit((1..=60).map(|run| create(&run.to_string(), text(run))).collect())).unwrap();
    for seq in 1..60 {
        let long = |run| text(run).repeat((seq * run as u64 % 17) as usize);
        let batch = (1..=60).map(|run| append(run, vec![event(seq, &long(run))], Then::GoOn));
        ready(store.commit(batch.collect())).unwrap();
    }
    ready(store.commit((1..=60).map(|run| append(run, vec![], end())).collect())).unwrap();
    for round in 0..4 {
        let prune = Write::Prune { pipeline: None, status: vec![], before: Timestamp::from_micros(1), limit: 7 };
        ready(store.commit(vec![prune, create(&format!("new {round}"), &"\"other\"".repeat(300))])).unwrap();
    }
    assert!(marks(&path) > 1000);
    ready(store.commit((1..=60).map(|run| Write::Erase { run: RunKey(run) }).collect())).unwrap();
    assert_eq!(marks(&path), 0);
}

#[test]
fn a_back_up_is_a_whole_store() {
    let (directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", "0"), create("b", "0")])).unwrap();
    let write = |seq| {
        let both = [1, 2].map(|run| append(run, vec![event(seq, &seq.to_string())], Then::GoOn));
        ready(store.commit(both.to_vec())).unwrap();
    };
    (1..50).for_each(write);
    let copies: Vec<PathBuf> = (0..5).map(|copy| directory.path().join(format!("copy{copy}.db"))).collect();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| (50..250).for_each(write));
        for copy in &copies {
            ready(store.back_up(copy)).unwrap();
        }
        writing.join().unwrap();
    });
    for copy in &copies {
        let restored = SqliteStore::open(copy).unwrap();
        let [a, b] = [1, 2].map(|run| ready(restored.events(RunKey(run), 0, 999)).unwrap());
        assert!(a.len() >= 50 && a == b, "{} and {} events", a.len(), b.len());
        assert_eq!(ready(restored.find("Flow", "b")).unwrap().map(|run| run.run), Some(RunKey(2)));
    }
    let error = ready(store.back_up(&copies[0])).unwrap_err();
    assert!(matches!(&error, StoreError::Io(why) if why.contains("exists")), "{error}");
    assert!(ready(store.back_up(&directory.path().join("none/copy.db"))).is_err());
}

#[test]
fn reads_do_not_wait_for_a_commit() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", "1")])).unwrap();
    let writer = store.writer();
    writer.connection().execute_batch("BEGIN IMMEDIATE; DELETE FROM events").unwrap();
    assert_eq!(ready(store.events(RunKey(1), 0, 9)).unwrap(), [event(0, "1")]);
    writer.connection().execute_batch("ROLLBACK").unwrap();
}

#[test]
fn bytes_are_those_of_the_file_and_its_log() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    ready(store.commit(vec![create("a", &"x".repeat(100_000))])).unwrap();
    let bytes = ready(store.stats()).unwrap().bytes;
    assert!((200_000..500_000).contains(&bytes), "{bytes}: once in each");
}

#[test]
fn a_person_can_read_it() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let mut new = event(0, "{\"x\":1}");
    new.time = Timestamp::from_micros(1_709_210_096_500_000);
    ready(store.commit(vec![create("a", "1"), append(1, vec![Entry { seq: 1, ..new }], end())])).unwrap();
    let reader = Connection::open(&path).unwrap();
    let text = |sql: &str| reader.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        text("SELECT time || ' ' || path || ' ' || kind FROM events_shown WHERE seq = 1"),
        "2024-02-29 12:34:56.500 Flow/stage succeeded"
    );
    assert_eq!(
        text("SELECT created || ' ' || status || ' ' || id FROM runs_shown"),
        "1970-01-01 00:00:00.000 failed a"
    );
}

#[test]
fn a_letter_that_was_taken_says_who_sent_it_and_why() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let kind = LetterKind::Signal { name: "go".to_owned(), key: None, payload: "1".to_owned() };
    let (to, sender, reason) = (Recipient::Run(RunKey(1)), Some("ann".to_owned()), Some("she knows".to_owned()));
    let letter = NewLetter { to, kind, sender, reason, time: Timestamp::EPOCH, limit: 9 };
    let took = Entry { letter: Some(1), ..event(1, "1") };
    ready(store.commit(vec![create("a", "1"), Write::Post(Box::new(letter)), append(1, vec![took], end())])).unwrap();
    let reader = Connection::open(&path).unwrap();
    let sql = "SELECT concat_ws(' ', name, sender, reason, path) FROM letters JOIN events ON seq = taken";
    assert_eq!(reader.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap(), "go ann she knows Flow/stage");
}

#[test]
fn a_start_goes_with_the_event_before_it_and_a_person_sees_both() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let start = Entry {
        kind: Kind::Started,
        path: "Flow/next".to_owned(),
        time: Timestamp::from_micros(2_000),
        ..event(2, "1")
    };
    ready(store.commit(vec![create("a", "1"), append(1, vec![event(1, "[]"), start], Then::GoOn)])).unwrap();
    let reader = Connection::open(&path).unwrap();
    let rows: i64 = reader.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    let sql = "SELECT group_concat(concat_ws(' ', seq, substr(time, 18), path, kind, payload), '; ') FROM events_shown";
    let shown: String = reader.query_row(sql, [], |row| row.get(0)).unwrap();
    let expected = "0 00.000 Flow/stage succeeded 1; 1 00.000 Flow/stage succeeded []; 2 00.002 Flow/next started 1";
    assert_eq!((rows, &*shown), (2, expected));
}

#[test]
fn a_correlation_that_is_the_id_is_kept_once() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let Write::Create(new) = create("a", "1") else { unreachable!() };
    ready(store.commit(vec![Write::Create(Box::new(NewRun { correlation: "a".to_owned(), ..*new }))])).unwrap();
    let reader = Connection::open(&path).unwrap();
    let kept: Option<String> = reader.query_row("SELECT correlation FROM runs", [], |row| row.get(0)).unwrap();
    let shown: String = reader.query_row("SELECT correlation FROM runs_shown", [], |row| row.get(0)).unwrap();
    assert_eq!((kept, &*shown), (None, "a"));
    assert_eq!(ready(store.run(RunKey(1))).unwrap().unwrap().correlation, "a");
    let filter = RunFilter { correlation: Some("a".to_owned()), ..RunFilter::default() };
    assert_eq!(ready(store.runs(&filter)).unwrap().len(), 1);
}

#[test]
fn the_number_of_a_run_that_was_removed_is_not_given_again() {
    let (_directory, path) = place();
    let number = |store: &SqliteStore, id: &str| {
        ready(store.commit(vec![create(id, "1")])).unwrap();
        ready(store.find("Flow", id)).unwrap().unwrap().run.0
    };
    let remove = |store: &SqliteStore| {
        let prune = Write::Prune { pipeline: None, status: vec![], before: Timestamp::from_micros(1), limit: 9 };
        ready(store.commit(vec![append(1, vec![], end()), append(2, vec![], end()), prune])).unwrap();
    };
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!((number(&store, "a"), number(&store, "b")), (1, 2));
    remove(&store);
    assert_eq!(number(&store, "c"), 3);
    ready(store.commit(vec![append(3, vec![], end())])).unwrap();
    remove(&store);
    drop(store);
    assert_eq!(number(&SqliteStore::open(&path).unwrap(), "d"), 4);
}

/// A plan that scans a table would make each commit slower than the one before.
#[test]
fn what_is_asked_often_goes_through_an_index() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let plan = |sql: &str| {
        let writer = store.writer();
        let mut statement = writer.connection().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(3)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    };
    for (sql, index) in [
        ("SELECT coalesce(max(seq) + 1, 0) FROM events WHERE run = 1", "COVERING INDEX events_of_run"),
        ("SELECT seq FROM events WHERE run = 1 AND seq >= 1 ORDER BY seq LIMIT 1", "COVERING INDEX events_of_run"),
        ("SELECT run FROM runs WHERE pipeline = 'a' AND id = 'b'", "runs_by_id"),
        ("UPDATE runs SET owner = NULL WHERE owner = 'p'", "runs_by_end (owner=?)"),
        ("SELECT run FROM runs WHERE ready = 1 AND pipeline = 'a' AND run > 1 ORDER BY run LIMIT 1", "runs_ready"),
        ("UPDATE runs SET ready = 1 WHERE wake <= 1 AND ready = 0", "runs_waking"),
        ("SELECT min(wake) FROM runs WHERE wake IS NOT NULL", "runs_waking"),
        ("SELECT run FROM runs WHERE owner IS NULL AND ended < 1", "runs_by_end (owner=? AND ended<?)"),
        ("SELECT number FROM letters WHERE run = 1 AND taken IS NULL AND number > 1 ORDER BY number", "letters_of_run"),
        ("SELECT number, run FROM letters WHERE number > 1 AND taken IS NULL ORDER BY number LIMIT 1", "PRIMARY KEY"),
        ("SELECT run FROM runs WHERE status IN ('failed') AND status NOT IN ('running', 'succeeded')", "runs_apart"),
    ] {
        assert!(plan(sql).contains(index), "{sql}: {}", plan(sql));
    }
}
