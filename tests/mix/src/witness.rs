//! The witness: it stands outside of the engine and the store, and writes down every call of an agent, begin and end.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// One thing that an agent did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whether the call begins or ends.
    pub ends: bool,
    /// The id of the run, with the stages around it if it runs as one.
    pub run: String,
    /// The path of the stage within that run.
    pub stage: String,
    /// What the outer world is given to tell repeats from new calls.
    pub key: String,
    /// Which attempt.
    pub attempt: u32,
    /// The effect that the agent promises: `reads`, `idempotent`, `once`.
    pub effect: String,
    /// The argument of the call, or what came of it.
    pub value: String,
}

/// Somebody who writes lines down. When it returns, the line outlives the process.
pub trait Witness: Send + Sync {
    /// Writes a line.
    fn write(&self, line: Line);
}

/// A witness in memory, for harnesses that survive the crash themselves.
#[derive(Debug, Default)]
pub struct Lines(Mutex<Vec<Line>>);

impl Lines {
    /// All lines until now.
    pub fn all(&self) -> Vec<Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Witness for Lines {
    fn write(&self, line: Line) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

/// A file to which lines of JSON are appended, each with its own wait for the disk.
#[derive(Debug)]
pub struct Book(File);

impl Book {
    /// Opens or makes the file.
    ///
    /// # Errors
    /// If that cannot be done.
    pub fn open(path: &Path) -> std::io::Result<Book> {
        OpenOptions::new().create(true).append(true).open(path).map(Book)
    }

    /// Appends one line, in one call of the system, so that a kill leaves all of it or nothing.
    ///
    /// # Panics
    /// If the disk fails: what was seen is then not known, and nothing could be proved.
    pub fn add(&self, line: &impl Serialize) {
        let mut text = serde_json::to_string(line).expect("lines are plain data");
        text.push('\n');
        (&self.0).write_all(text.as_bytes()).and_then(|()| self.0.sync_data()).expect("the witness can write");
    }

    /// Reads all lines of such a file. There are none if there is no file.
    ///
    /// # Errors
    /// If it cannot be read, or a line is none.
    pub fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> std::io::Result<Vec<T>> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read?,
        };
        text.lines().map(|line| serde_json::from_str(line).map_err(std::io::Error::other)).collect()
    }
}

impl Witness for Book {
    fn write(&self, line: Line) {
        self.add(&line);
    }
}
