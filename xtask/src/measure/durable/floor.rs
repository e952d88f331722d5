//! The floor: what one would write by hand. One thread owns a SQLite connection and commits whatever has gathered with one
//! `fsync`; each step waits for its own record. No leases, no replay, no checks, one row a step.

use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;

use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use super::flows::Record;

/// One record, and who waits for it.
struct Step {
    run: i64,
    seq: i64,
    payload: String,
    done: oneshot::Sender<()>,
}

/// The writer thread.
pub(super) struct Floor {
    steps: Option<mpsc::Sender<Step>>,
    thread: Option<JoinHandle<rusqlite::Result<()>>>,
}

impl Floor {
    pub(super) fn open(path: &Path) -> io::Result<Floor> {
        let connection = connect(path).map_err(io::Error::other)?;
        let (steps, received) = mpsc::channel();
        let thread = std::thread::spawn(move || write(connection, &received));
        Ok(Floor { steps: Some(steps), thread: Some(thread) })
    }

    /// A handle for one task.
    pub(super) fn writer(&self) -> Writer {
        Writer(self.steps.clone().unwrap_or_else(|| unreachable!("the floor is open")))
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        self.steps = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Step>);

impl Writer {
    async fn record(&self, run: i64, seq: i64, record: &Record) {
        let payload = serde_json::to_string(record).unwrap_or_default();
        let (done, waited) = oneshot::channel();
        let _ = self.0.send(Step { run, seq, payload, done });
        let _ = waited.await;
    }

    /// A run of five steps, from this one on: its acceptance is record 0.
    pub(super) async fn run(&self, run: i64, record: Record, from: i64) -> Record {
        self.steps(run, record, from..6).await
    }

    /// The first records of a run.
    pub(super) async fn start(&self, run: i64, record: Record, count: i64) -> Record {
        self.steps(run, record, 0..count).await
    }

    async fn steps(&self, run: i64, mut record: Record, steps: std::ops::Range<i64>) -> Record {
        for seq in steps {
            if seq > 0 {
                record = Record { id: record.id + 1, text: record.text.clone() };
            }
            self.record(run, seq, &record).await;
        }
        record
    }
}

/// What was recorded of each run: how many steps, and the last record.
pub(super) fn recorded(path: &Path) -> rusqlite::Result<Vec<(i64, i64, Record)>> {
    let connection = connect(path)?;
    let mut read = connection.prepare("SELECT run, max(seq), payload FROM steps GROUP BY run ORDER BY run")?;
    let rows = read.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
    rows.map(|row| {
        let (run, seq, payload) = row?;
        let record = serde_json::from_str(&payload).map_err(|_| rusqlite::Error::InvalidQuery)?;
        Ok((run, seq, record))
    })
    .collect()
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS steps (run INTEGER NOT NULL, seq INTEGER NOT NULL, payload TEXT NOT NULL,
                                           PRIMARY KEY (run, seq)) WITHOUT ROWID;",
    )?;
    Ok(connection)
}

fn write(connection: Connection, received: &mpsc::Receiver<Step>) -> rusqlite::Result<()> {
    while let Ok(first) = received.recv() {
        let steps: Vec<Step> = std::iter::once(first).chain(received.try_iter()).collect();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        {
            let mut insert = connection.prepare_cached("INSERT INTO steps VALUES (?1, ?2, ?3)")?;
            for step in &steps {
                insert.execute(params![step.run, step.seq, step.payload])?;
            }
        }
        connection.execute_batch("COMMIT")?;
        for step in steps {
            let _ = step.done.send(());
        }
    }
    Ok(())
}
