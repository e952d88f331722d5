//! Which processes are alive, by locks that end with them.
//!
//! Beside `orch.db` there is a directory `orch.db.processes` with a file for each process that has entered. The process holds a
//! lock on its file, and the system takes that back when the process ends, however it ends. So whoever gets the lock knows that
//! the process is dead, without waiting for its lease. Where there is no file, or the file system knows no locks, the lease decides.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use orch_core::store::Process;

/// The files, and the locks that are held here.
#[derive(Debug)]
pub(crate) struct Alive {
    directory: PathBuf,
    held: BTreeMap<Process, File>,
}

/// A dead process: its lock is ours, so that it stays dead until its file is gone.
#[derive(Debug)]
pub(crate) struct Dead {
    path: PathBuf,
    _lock: File,
}

impl Alive {
    pub(crate) fn beside(database: &Path) -> Alive {
        let mut directory = OsString::from(database);
        directory.push(".processes");
        Alive { directory: directory.into(), held: BTreeMap::new() }
    }

    /// Makes and locks the file of a process, unless that is done. What fails here only makes its death be noticed later.
    pub(crate) fn enter(&mut self, process: &Process) {
        let path = self.path(process);
        if self.held.contains_key(process) && path.exists() {
            return;
        }
        let file = fs::create_dir_all(&self.directory)
            .and_then(|()| OpenOptions::new().create(true).truncate(false).write(true).open(path));
        if let Ok(file) = file
            && file.try_lock().is_ok()
        {
            self.held.insert(process.clone(), file);
        }
    }

    /// Removes the file of a process that left in order.
    pub(crate) fn leave(&mut self, process: &Process) {
        if let Some(lock) = self.held.remove(process) {
            // While it is locked: nobody can take the process for dead.
            let _ = fs::remove_file(self.path(process));
            drop(lock);
        }
    }

    /// Finds out whether a process has ended without leaving.
    pub(crate) fn find_dead(&self, process: &Process) -> Option<Dead> {
        let path = self.path(process);
        let file = OpenOptions::new().write(true).open(&path).ok()?;
        file.try_lock().ok()?;
        Some(Dead { path, _lock: file })
    }

    /// The file of a process, whose name may be anything.
    fn path(&self, process: &Process) -> PathBuf {
        let mut name = String::new();
        for byte in process.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
                other => name.push_str(&format!("%{other:02X}")),
            }
        }
        self.directory.join(name)
    }
}

impl Dead {
    /// Removes its file, once the store knows.
    pub(crate) fn bury(self) {
        let _ = fs::remove_file(&self.path);
    }
}
