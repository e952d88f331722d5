//! The witness: it stands outside of the engine and the store, and writes down every call of an agent, begin and end.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::de::IgnoredAny;
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

    /// Appends one line. A kill may cut it, where it goes over from one page of memory to the next: so it begins on a line of its own.
    ///
    /// # Panics
    /// If the disk fails: what was seen is then not known, and nothing could be proved.
    pub fn add(&self, line: &impl Serialize) {
        let text = serde_json::to_string(line).expect("lines are plain data");
        (&self.0)
            .write_all(format!("\n{text}\n").as_bytes())
            .and_then(|()| self.0.sync_data())
            .expect("the witness can write");
    }

    /// Reads all lines of such a file. There are none if there is no file. One that was cut is passed over: whoever wrote it died before
    /// it did anything else.
    ///
    /// # Errors
    /// If it cannot be read, or a line is none.
    pub fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> std::io::Result<Vec<T>> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read?,
        };
        let whole = |line: &&str| serde_json::from_str::<IgnoredAny>(line).err().is_none_or(|error| !error.is_eof());
        text.lines().filter(whole).map(|line| serde_json::from_str(line).map_err(std::io::Error::other)).collect()
    }
}

impl Witness for Book {
    fn write(&self, line: Line) {
        self.add(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_a_kill_has_cut_is_passed_over_and_those_behind_it_are_not() {
        let path = std::env::temp_dir().join(format!("orch-witness-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let line = |stage: &str| Line {
            ends: false,
            run: "run".into(),
            stage: stage.into(),
            key: "key".into(),
            attempt: 1,
            effect: "once".into(),
            value: "1".into(),
        };
        let whole = serde_json::to_string(&line("cut")).expect("plain data");
        Book::open(&path).expect("a file").add(&line("first"));
        for cut in 1..whole.len() {
            let mut book = OpenOptions::new().append(true).open(&path).expect("a file");
            book.write_all(format!("\n{}", &whole[..cut]).as_bytes()).expect("it is written");
            Book::open(&path).expect("a file").add(&line(&format!("behind {cut}")));
        }
        let read: Vec<Line> = Book::read(&path).expect("whole lines");
        let stages: Vec<_> = read.iter().map(|line| line.stage.as_str()).collect();
        assert_eq!((stages.len(), stages[0], stages[1]), (whole.len(), "first", "behind 1"));
        std::fs::write(&path, "{\"ends\": maybe}\n").expect("it is written");
        assert!(Book::read::<Line>(&path).is_err(), "what is no line is an error");
        std::fs::remove_file(&path).expect("it is there");
    }
}
