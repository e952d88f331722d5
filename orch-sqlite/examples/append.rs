//! Records a second at 1, 10, 64 and 256 records a commit, beside a hand-written loop of inserts into a table of the same columns
//! and index: `cargo run --release -p orch-sqlite --example append [directory]`.

use std::error::Error;
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use orch_core::Timestamp;
use orch_core::store::{Append, Entry, Kind, NewRun, Process, RunKey, Store, Then, Write, Written};
use orch_sqlite::SqliteStore;
use rusqlite::{Connection, params};

/// How many runs take turns.
const AT_ONCE: u64 = 64;
/// How many events a run has; then the next one takes its place.
const EVENTS: u64 = 10;
/// How many runs there are at most.
const RUNS: u64 = 64 * 1024;
/// How long one sample takes.
const SAMPLE: Duration = Duration::from_millis(700);
/// Samples of each, of which the median is printed.
const SAMPLES: usize = 5;

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let directory = std::env::args().nth(1).map_or_else(std::env::temp_dir, Into::into);
    let directory = tempfile::tempdir_in(directory)?;
    println!(
        "{:>10} {:>12} {:>12} {:>8} {:>14} {:>12}",
        "per commit", "ours/s", "by hand/s", "ratio", "commit, µs", "bytes/record"
    );
    for size in [1, 10, 64, 256] {
        let (mut ours, mut floor, mut bytes) = (Vec::new(), Vec::new(), 0);
        for sample in 0..SAMPLES {
            let (rate, per_record) = ours_a_second(&directory.path().join(format!("ours-{size}-{sample}")), size)?;
            (bytes, _) = (per_record, ours.push(rate));
            floor.push(by_hand_a_second(&directory.path().join(format!("hand-{size}-{sample}")), size)?);
        }
        let (ours, floor) = (median(ours), median(floor));
        let micros = 1e6 * size as f64 / ours;
        println!("{size:>10} {ours:>12.0} {floor:>12.0} {:>8.2} {micros:>14.0} {bytes:>12}", ours / floor);
    }
    Ok(())
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// Calls `commit` for a while, and says how many records a second that were.
fn rate(size: usize, mut commit: impl FnMut(u64) -> Fallible<()>) -> Fallible<f64> {
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < SAMPLE {
        commit(count)?;
        count += 1;
    }
    Ok((count as usize * size) as f64 / start.elapsed().as_secs_f64())
}

fn entry(seq: u64) -> Entry {
    let payload = Some(format!("{{\"text\":\"{}\"}}", "x".repeat(188)));
    let time = Timestamp::from_micros(1_700_000_000_000_000 + seq as i64);
    Entry { seq, time, path: "MarketData/fetch".to_owned(), kind: Kind::Succeeded, payload, letter: None }
}

/// The run that the n-th record of all belongs to, by its place, and the number of the event.
fn turn(n: u64) -> (u64, u64) {
    let (round, place) = (n / AT_ONCE, n % AT_ONCE);
    ((round / EVENTS * AT_ONCE + place) % RUNS, round % EVENTS + round / (RUNS / AT_ONCE * EVENTS) * EVENTS)
}

fn ours_a_second(path: &Path, size: usize) -> Fallible<(f64, u64)> {
    let store = SqliteStore::open(path)?;
    let owner = Process("bench".into());
    ready(store.commit(vec![Write::Enter { process: owner.clone(), until: Timestamp::from_micros(i64::MAX) }]))?;
    let runs = (0..RUNS).map(|run| create(&owner, run)).collect();
    let runs: Vec<(RunKey, u64)> = ready(store.commit(runs))?.into_iter().filter_map(created).collect();
    let before = length(path)?;
    let rate = rate(size, |count| {
        let batch = (0..size as u64).map(|record| {
            let (run, seq) = turn(count * size as u64 + record);
            let (run, token) = runs[run as usize];
            Write::Append(Box::new(Append { run, token, events: vec![entry(seq)], then: Then::GoOn }))
        });
        let answers = ready(store.commit(batch.collect()))?;
        answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(())
    })?;
    Ok((rate, (length(path)? - before) / ready(store.stats())?.events))
}

/// How long the file is when everything has gone from the log into it.
fn length(path: &Path) -> Fallible<u64> {
    let pages: i64 = Connection::open(path)?.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(pages as u64 * 4096)
}

fn create(owner: &Process, run: u64) -> Write {
    Write::Create(Box::new(NewRun {
        pipeline: "MarketData".to_owned(),
        id: run.to_string(),
        correlation: String::new(),
        fingerprint: String::new(),
        owner: Some(owner.clone()),
        created: Timestamp::EPOCH,
        events: Vec::new(),
    }))
}

fn created(answer: orch_core::store::Answer) -> Option<(RunKey, u64)> {
    match answer {
        Ok(Written::Created { run, token }) => Some((run, token)),
        _ => None,
    }
}

fn by_hand_a_second(path: &Path, size: usize) -> Fallible<f64> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE events (run INTEGER, seq INTEGER, time INTEGER, path TEXT, kind TEXT, payload TEXT, letter INTEGER);
        CREATE UNIQUE INDEX events_of_run ON events (run, seq);",
    )?;
    let mut insert = connection.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    rate(size, |count| {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for record in 0..size as u64 {
            let (run, seq) = turn(count * size as u64 + record);
            let Entry { seq, time, path, kind, payload, letter } = entry(seq);
            let letter = letter.map(|letter| letter as i64);
            insert.execute(params![run as i64, seq as i64, time.as_micros(), path, kind.word(), payload, letter])?;
        }
        connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    })
}

/// The futures of this store are ready when they were polled once.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the store works while it is polled"),
    }
}
