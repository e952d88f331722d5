//! What every store must pass.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use orch_core::store::conformance::{Subject, check};
use orch_sqlite::{SqliteStore, Synchronous};
use tempfile::TempDir;

/// Stores in directories of their own, which go with the subject.
#[derive(Default)]
struct InFiles(Mutex<Vec<TempDir>>);

impl InFiles {
    fn directory(&self) -> std::path::PathBuf {
        let directory = TempDir::new().unwrap();
        let path = directory.path().to_owned();
        self.0.lock().unwrap().push(directory);
        path
    }
}

/// What is asked here does not depend on when the disk has it.
fn open(path: &Path) -> SqliteStore {
    SqliteStore::options(path).synchronous(Synchronous::Off).open().unwrap()
}

impl Subject for InFiles {
    type Store = SqliteStore;

    fn fresh(&self) -> SqliteStore {
        open(&self.directory().join("orch.db"))
    }

    fn reopen(&self, store: SqliteStore) -> SqliteStore {
        let path = store.path().to_owned();
        drop(store);
        open(&path)
    }

    /// The files as they are while the store is in use, and nobody who holds a lock on them.
    fn crash(&self, store: SqliteStore) -> SqliteStore {
        let (from, to) = (store.path().parent().unwrap(), self.directory());
        for name in ["orch.db", "orch.db-wal"] {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
        let processes = to.join("orch.db.processes");
        fs::create_dir(&processes).unwrap();
        if let Ok(files) = fs::read_dir(from.join("orch.db.processes")) {
            for file in files {
                let file = file.unwrap();
                fs::copy(file.path(), processes.join(file.file_name())).unwrap();
            }
        }
        open(&to.join("orch.db"))
    }

    fn beside(&self, store: &SqliteStore) -> SqliteStore {
        open(store.path())
    }
}

#[test]
fn it_conforms() {
    check(&InFiles::default());
}
