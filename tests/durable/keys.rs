//! The idempotency key: one for each change of a run, the same over attempts and restarts, and what a database makes of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use orch::{Classify, Context, RunHandle, agent, pipeline};
use rusqlite::{Connection, ErrorCode, params};
use serde::{Deserialize, Serialize};

use crate::kit::{Mortal, settle};

/// Somebody else's database, in which each key stands once.
pub struct Ledger(Mutex<Connection>);

#[derive(Clone, orch::Resources)]
struct Books {
    ledger: Arc<Ledger>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum LedgerError {
    #[error("the database said: {0}")]
    #[transient]
    Database(String),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> LedgerError {
        LedgerError::Database(error.to_string())
    }
}

/// Books an amount, once under each key. The answer is lost now and then, after the booking.
#[agent(idempotent, retry(attempts = 5, backoff = none))]
async fn book(cents: u64, #[resource] ledger: &Ledger, cx: &Context) -> Result<u64, LedgerError> {
    let connection = ledger.0.lock().unwrap();
    let key = cx.idempotency_key();
    connection.execute("INSERT INTO calls VALUES (?, ?)", params![key, cx.attempt()])?;
    match connection.execute("INSERT INTO bookings VALUES (?, ?)", params![key, cents as u32]) {
        Ok(_) if cents.is_multiple_of(3) => return Err(LedgerError::Database("the answer was lost".to_owned())),
        Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::ConstraintViolation => {}
        other => {
            other?;
        }
    }
    let booked: u32 = connection.query_row("SELECT cents FROM bookings WHERE key = ?", [key], |row| row.get(0))?;
    Ok(u64::from(booked))
}

pipeline! {
    pub Booking(list: Vec<u64>) -> u64 {
        let first = book(1000).await?;
        let all = for cents in each(&list).concurrent(3) {
            book(*cents).await?
        };
        let named = for cents in each(&list).key(|cents| format!("of {cents}")) {
            Inner(*cents).await?
        };
        let mut total: u64 = first;
        let grown = #[rounds(4)] loop {
            let more = book(total + 1).await?;
            if more > 1002 {
                break more;
            }
            total = more;
        };
        all.iter().sum::<u64>() + named.iter().sum::<u64>() + grown
    }

    pub Inner(cents: u64) -> u64 {
        book(cents).await?
    }
}

fn books() -> Books {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch("CREATE TABLE bookings (key TEXT NOT NULL UNIQUE, cents); CREATE TABLE calls (key, attempt)")
        .unwrap();
    Books { ledger: Arc::new(Ledger(Mutex::new(connection))) }
}

/// The keys under which something stands in the books, with the sum of what does.
fn read(books: &Books) -> (BTreeSet<String>, u32, u32) {
    let connection = books.ledger.0.lock().unwrap();
    let mut statement = connection.prepare("SELECT key FROM bookings").unwrap();
    let keys = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let sum = connection.query_row("SELECT sum(cents) FROM bookings", [], |row| row.get(0)).unwrap();
    let calls = connection.query_row("SELECT count(*) FROM calls", [], |row| row.get(0)).unwrap();
    (keys, sum, calls)
}

#[tokio::test(start_paused = true)]
async fn a_unique_key_makes_repeated_calls_harmless() {
    let list: Vec<u64> = (1..8).collect();
    let sum = 1000 + 28 + 28 + 1001 + 1002 + 1003;
    for (step, after) in [usize::MAX, 3, 10, 17, 25, 31, 44, 58].into_iter().enumerate() {
        let (store, books) = (Arc::new(Mortal::default()), books());
        let build = || {
            let builder = orch::Orchestrator::builder().shared_store(Arc::clone(&store) as Arc<dyn orch::store::Store>);
            builder.inline_writes().resources(books.clone()).register::<Booking>()
        };
        let first = build().start().await.unwrap();
        store.dies_after(after, true);
        let run = first.submit(Booking(list.clone())).id("a").await.unwrap();
        let outcome = run.result().await;
        settle().await;
        assert_eq!(outcome.is_ok(), step == 0);
        let before = read(&books).2;
        first.kill();
        store.revive();
        let second = build().start().await.unwrap();
        let run: RunHandle<Booking> = second.attach("a").await.unwrap();
        assert_eq!(*run.result().await.unwrap(), 28 + 28 + 1003);
        let (keys, booked, calls) = read(&books);
        assert_eq!((booked, keys.len()), (sum, 1 + 7 + 7 + 3), "each change once, each under a key of its own");
        assert!(calls >= before);
        assert!(keys.contains("a:Booking/all[4]/book") && keys.contains("a:Booking/grown(2)/book"), "{keys:?}");
    }
}

pipeline! {
    pub Twins(list: Vec<u64>) -> Vec<u64> {
        for cents in each(&list).key(|_| "twin".to_owned()) {
            book(*cents).await?
        }
    }
}

#[tokio::test(start_paused = true)]
async fn items_of_one_name_are_told_apart_or_refused() {
    let (store, books) = (Arc::new(Mortal::default()), books());
    let builder = orch::Orchestrator::builder().shared_store(store as Arc<dyn orch::store::Store>).inline_writes();
    let orchestrator = builder.resources(books.clone()).register::<Twins>().start().await.unwrap();
    let run = orchestrator.submit(Twins(vec![1, 2])).id("a").await.unwrap();
    if run.result().await.is_ok() {
        assert_eq!(read(&books).0.len(), 2, "two changes under one key are one to the other side");
    }
}
