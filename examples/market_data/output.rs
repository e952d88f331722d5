//! Where records end: a file with one JSON object a line.
//!
//! Lines stand in the order in which days were stored, which with many runs at once is not quite that of the input. `date`
//! is the key: no date is there twice.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

/// The output file, as the agents that store hold it.
pub struct Ledger {
    inner: Mutex<Inner>,
}

struct Inner {
    file: BufWriter<File>,
    /// The keys under which something was appended. There are at most as many as days in the calendar.
    keys: HashSet<String>,
}

impl Ledger {
    /// Begins a new file.
    pub fn create(path: &Path) -> io::Result<Ledger> {
        let file = BufWriter::new(File::create(path)?);
        Ok(Ledger { inner: Mutex::new(Inner { file, keys: HashSet::new() }) })
    }

    /// Appends a record, unless it was appended under this key before.
    pub fn append(&self, key: String, record: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        let mut inner = self.inner();
        if !inner.keys.contains(&key) {
            inner.file.write_all(&line)?;
            inner.keys.insert(key);
        }
        Ok(())
    }

    /// Writes out what is buffered.
    pub fn flush(&self) -> io::Result<()> {
        self.inner().file.flush()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
