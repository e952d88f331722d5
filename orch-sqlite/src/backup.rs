//! A consistent copy while the store is in use.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use orch_core::store::StoreError;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::error::Step;
use crate::options::Options;

/// What is being done, for errors.
const DOING: &str = "backing up";

/// Writes the copy beside its place, and moves it there when it is complete.
pub(crate) fn write(options: &Options, to: &Path) -> Result<(), StoreError> {
    let io = |error: std::io::Error| StoreError::Io(format!("{DOING} to {}: {error}", to.display()));
    if to.exists() {
        return Err(StoreError::Io(format!("{DOING}: {} exists already", to.display())));
    }
    let part = part(to);
    let _ = fs::remove_file(&part);
    let copied = copy(options, &part).and_then(|()| fs::rename(&part, to).map_err(io));
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied
}

fn part(to: &Path) -> PathBuf {
    let mut part = OsString::from(to);
    part.push(".part");
    part.into()
}

fn copy(options: &Options, to: &Path) -> Result<(), StoreError> {
    let from = options.reader()?;
    let mut to = Connection::open(to).step(DOING)?;
    let backup = Backup::new(&from, &mut to).step(DOING)?;
    // All in one step, so that it is one snapshot: between steps a commit would make SQLite begin anew, and there is always one.
    match backup.step(-1).step(DOING)? {
        StepResult::Done => Ok(()),
        other => Err(StoreError::Io(format!("{DOING}: SQLite says {other:?}"))),
    }
}
