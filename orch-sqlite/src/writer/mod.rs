//! The connection that writes: one transaction a batch.

mod append;
mod claim;
mod create;
mod keep;
mod known;

use std::mem;
use std::path::Path;
use std::time::Duration;

use orch_core::store::{Answer, Process, StoreError, Write};
use rusqlite::{CachedStatement, Connection, Params};

use self::known::Known;
use crate::alive::{Alive, Dead};
use crate::error::Step;
use crate::events;

/// What is being done, for errors.
const DOING: &str = "writing";

/// The connection, and what is known without asking the file.
#[derive(Debug)]
pub(crate) struct Writer {
    connection: Connection,
    alive: Alive,
    known: Known,
    /// Why nothing more is taken.
    closed: Option<String>,
    /// Something was erased that the write-ahead log may still hold.
    scrub: bool,
}

/// A transaction, and what is done in the directory of processes when it is durable.
struct Batch<'w> {
    connection: &'w Connection,
    alive: &'w mut Alive,
    known: &'w mut Known,
    /// The one statement that is run for every row of events.
    insert: CachedStatement<'w>,
    dead: Vec<Dead>,
    left: Vec<Process>,
    erased: bool,
}

impl Writer {
    pub(crate) fn new(connection: Connection, path: &Path) -> Writer {
        Writer { connection, alive: Alive::beside(path), known: Known::default(), closed: None, scrub: false }
    }

    pub(crate) fn commit(&mut self, batch: Vec<Write>) -> Result<Vec<Answer>, StoreError> {
        if let Some(why) = &self.closed {
            return Err(StoreError::Closed(format!("a commit failed before: {why}")));
        }
        if !self.connection.is_autocommit() {
            // A commit panicked half way.
            self.execute("ROLLBACK")?;
            self.known.forget();
        }
        self.execute("BEGIN IMMEDIATE")?;
        let done = self.transact(batch);
        if let Err(error) = &done {
            self.closed = Some(error.to_string());
            // Where SQLite has done it already, this only says so.
            let _ = self.execute("ROLLBACK");
        } else if self.scrub {
            self.scrub();
        }
        done
    }

    fn transact(&mut self, writes: Vec<Write>) -> Result<Vec<Answer>, StoreError> {
        self.known.refresh(&self.connection).step(DOING)?;
        let mut batch = Batch {
            connection: &self.connection,
            alive: &mut self.alive,
            known: &mut self.known,
            insert: self.connection.prepare_cached(events::INSERT).step(DOING)?,
            dead: Vec::new(),
            left: Vec::new(),
            erased: false,
        };
        let answers: rusqlite::Result<_> = writes.into_iter().map(|write| batch.write(write)).collect();
        let answers = answers.step(DOING)?;
        let (dead, left, erased) = (mem::take(&mut batch.dead), mem::take(&mut batch.left), batch.erased);
        drop(batch);
        self.execute("COMMIT")?;
        dead.into_iter().for_each(Dead::bury);
        left.iter().for_each(|process| self.alive.leave(process));
        self.scrub |= erased;
        Ok(answers)
    }

    fn execute(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).step(DOING).map(drop)
    }

    /// Empties the write-ahead log, unless somebody is reading it: then it is tried again after the next commit.
    fn scrub(&mut self) {
        let truncated = self.without_waiting(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))
        });
        self.scrub = !matches!(truncated, Ok(false));
    }

    fn without_waiting<T>(&self, does: impl FnOnce(&Connection) -> T) -> T {
        let timeout = self.connection.query_row("PRAGMA busy_timeout", [], |row| row.get::<_, u32>(0)).unwrap_or(0);
        let _ = self.connection.busy_timeout(Duration::ZERO);
        let given = does(&self.connection);
        let _ = self.connection.busy_timeout(Duration::from_millis(timeout.into()));
        given
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Drop for Writer {
    /// The last one that closes the file does this by itself; others leave less for it to do.
    fn drop(&mut self) {
        if self.closed.is_none() {
            let _ = self
                .without_waiting(|connection| connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())));
        }
    }
}

impl<'w> Batch<'w> {
    fn write(&mut self, write: Write) -> rusqlite::Result<Answer> {
        match write {
            Write::Append(append) => self.append(*append),
            Write::Create(new) => self.create(*new),
            Write::Claim(claim) => self.claim(&claim),
            Write::Post(letter) => self.post(*letter),
            Write::Enter { process, until } => self.enter(&process, until),
            Write::Leave { process } => self.leave(process),
            Write::Pause(pause) => self.pause(&pause),
            Write::Resume { of, name } => self.resume(of, &name),
            Write::Fact { name, expect, value } => self.keep(&name, expect, value.as_deref()),
            Write::Prune { pipeline, status, before, limit } => self.prune(pipeline.as_deref(), &status, before, limit),
            Write::Erase { run } => self.erase(run),
        }
    }

    /// Runs a statement, and says how many rows it has changed.
    fn execute(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
        self.connection.prepare_cached(sql)?.execute(params)
    }
}
