//! Where records end: a file with one JSON object a line.
//!
//! Lines stand in the order in which days were stored, which with many runs at once is not quite that of the input. `date`
//! is the key: no date is there twice, whoever stores it again.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tokio::sync;

/// The output file, as the agents that store hold it.
pub struct Ledger {
    inner: Arc<Mutex<Inner>>,
    /// How many lines are on disk, where that matters.
    synced: Option<sync::Mutex<u64>>,
}

struct Inner {
    file: BufWriter<File>,
    /// The number of each date's line. There are at most as many as days in the calendar.
    lines: HashMap<Date, u64>,
    /// The disk has failed. What was lost is not known then, so nothing is tried twice.
    failed: bool,
}

/// What is asked of a line that is there.
#[derive(Deserialize)]
struct Dated {
    date: Date,
}

impl Ledger {
    /// Begins a new file. What is appended is on disk after [`Ledger::flush`].
    pub fn create(path: &Path) -> io::Result<Ledger> {
        Ok(Ledger { inner: Inner::new(File::create(path)?, HashMap::new()), synced: None })
    }

    /// Goes on with a file. What is appended is on disk when [`Ledger::append`] returns: whoever has recorded that a day is
    /// stored can rely on it.
    pub fn go_on(path: &Path) -> io::Result<Ledger> {
        let mut text = fs::read(path).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(Vec::new()),
            _ => Err(error),
        })?;
        // A line without its end was cut off by the end of the process, and nobody was told that it is there.
        text.truncate(text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
        let mut lines = HashMap::new();
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            lines.insert(serde_json::from_slice::<Dated>(line)?.date, lines.len() as u64 + 1);
        }
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        file.set_len(text.len() as u64)?;
        file.sync_all()?;
        let synced = Some(sync::Mutex::new(lines.len() as u64));
        Ok(Ledger { inner: Inner::new(file, lines), synced })
    }

    /// Appends a record, unless there is one of this date.
    pub async fn append(&self, date: Date, record: &impl Serialize) -> io::Result<()> {
        let line = self.write(date, record)?;
        match &self.synced {
            Some(synced) => self.sync(synced, line).await,
            None => Ok(()),
        }
    }

    /// Whether there is a record of this date.
    pub fn has(&self, date: Date) -> bool {
        lock(&self.inner).lines.contains_key(&date)
    }

    /// Writes out what is buffered.
    pub fn flush(&self) -> io::Result<()> {
        lock(&self.inner).file.flush()
    }

    /// Gives the number of the line.
    fn write(&self, date: Date, record: &impl Serialize) -> io::Result<u64> {
        let mut text = serde_json::to_vec(record)?;
        text.push(b'\n');
        let Inner { file, lines, .. } = &mut *lock(&self.inner);
        if let Some(line) = lines.get(&date) {
            return Ok(*line);
        }
        file.write_all(&text)?;
        let line = lines.len() as u64 + 1;
        lines.insert(date, line);
        Ok(line)
    }

    /// Waits until this line is on disk. Whoever comes first writes for all who came meanwhile.
    async fn sync(&self, synced: &sync::Mutex<u64>, line: u64) -> io::Result<()> {
        let mut synced = synced.lock().await;
        if *synced < line {
            let inner = Arc::clone(&self.inner);
            let written = tokio::task::spawn_blocking(move || Inner::sync(&inner)).await;
            *synced = written.map_err(io::Error::other)??;
        }
        Ok(())
    }
}

impl Inner {
    fn new(file: File, lines: HashMap<Date, u64>) -> Arc<Mutex<Inner>> {
        Arc::new(Mutex::new(Inner { file: BufWriter::new(file), lines, failed: false }))
    }

    /// Brings to disk what was written. Gives how many lines that are.
    fn sync(inner: &Mutex<Inner>) -> io::Result<u64> {
        let (file, lines) = {
            let mut inner = lock(inner);
            if std::mem::replace(&mut inner.failed, true) {
                return Err(io::Error::other("the disk failed before"));
            }
            inner.file.flush()?;
            (inner.file.get_ref().try_clone()?, inner.lines.len() as u64)
        };
        file.sync_data()?;
        lock(inner).failed = false;
        Ok(lines)
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}
