//! What the writer knows without asking the file: who holds the runs that it writes, and how far they have come.

use std::collections::{BTreeSet, HashMap};

use orch_core::store::{Process, RunKey};
use rusqlite::Connection;

/// It holds as long as nobody else has written to the file.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// SQLite's number for what others have written.
    version: i64,
    /// Runs that somebody drives.
    runs: HashMap<RunKey, Held>,
    /// The highest number that was given to a run.
    pub(crate) last_run: Option<i64>,
    /// Those that have a row.
    pub(crate) processes: BTreeSet<Process>,
}

/// A run that somebody drives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) token: u64,
    /// The number of its next event.
    pub(crate) next: u64,
}

impl Known {
    /// Forgets everything if somebody else has written since. It must be asked within a transaction, which keeps others out.
    pub(crate) fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if std::mem::replace(&mut self.version, version) != version {
            self.forget();
        }
        Ok(())
    }

    /// Whoever drives what must be asked again.
    pub(crate) fn forget(&mut self) {
        self.runs.clear();
        self.last_run = None;
        self.processes.clear();
    }

    pub(crate) fn held(&self, run: RunKey) -> Option<Held> {
        self.runs.get(&run).copied()
    }

    pub(crate) fn hold(&mut self, run: RunKey, held: Held) {
        self.runs.insert(run, held);
    }

    /// Nobody drives the run any more.
    pub(crate) fn let_go(&mut self, run: RunKey) {
        self.runs.remove(&run);
    }
}
