//! How a store is opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use orch_core::store::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use crate::error::{Step, damaged};
use crate::{SqliteStore, schema};

/// When SQLite waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// At every commit: what was acknowledged survives a loss of power.
    #[default]
    Full,
    /// Never: what was acknowledged survives the end of the process, not that of the machine. For tests and benchmarks only.
    Off,
}

/// How a store is opened: [`SqliteStore::options`].
#[derive(Debug, Clone)]
pub struct Options {
    path: PathBuf,
    synchronous: Synchronous,
    cache_kib: u32,
    busy_timeout: Duration,
}

impl Options {
    pub(crate) fn new(path: &Path) -> Options {
        Options {
            path: path.to_owned(),
            synchronous: Synchronous::Full,
            cache_kib: 2048,
            busy_timeout: Duration::from_secs(10),
        }
    }

    /// When to wait for the disk. [`Synchronous::Full`] unless said otherwise.
    pub fn synchronous(mut self, synchronous: Synchronous) -> Options {
        self.synchronous = synchronous;
        self
    }

    /// How much of the file the writer keeps in memory, in KiB; each of the two readers keeps a quarter of that. 2,048 unless said
    /// otherwise.
    pub fn cache_kib(mut self, kib: u32) -> Options {
        self.cache_kib = kib;
        self
    }

    /// How long a commit waits for another process that is writing. 10 seconds unless said otherwise.
    pub fn busy_timeout(mut self, timeout: Duration) -> Options {
        self.busy_timeout = timeout;
        self
    }

    /// Opens the file, or makes it, and brings it to the version of this build.
    ///
    /// # Errors
    /// - [`StoreError::Io`] if it can be neither opened nor made.
    /// - [`StoreError::Damaged`] if it is no database, or one of another program.
    /// - [`StoreError::Version`] if a newer build wrote it.
    pub fn open(self) -> Result<SqliteStore, StoreError> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let (path, folder) = (self.path.display(), folder.display());
            return Err(StoreError::Io(format!(
                "{path} cannot be made, because there is no folder {folder}; make it first"
            )));
        }
        let path = self.path.clone();
        SqliteStore::opened(self).map_err(|error| at(&path, error))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A connection that writes, to a file of this version.
    pub(crate) fn writer(&self) -> Result<Connection, StoreError> {
        let mut connection = self.connection()?;
        schema::migrate(&mut connection)?;
        check(&connection, &self.path)?;
        use_wal(&connection)?;
        let synchronous = match self.synchronous {
            Synchronous::Full => "FULL",
            Synchronous::Off => "OFF",
        };
        connection.pragma_update(None, "synchronous", synchronous).step("opening")?;
        connection.pragma_update(None, "cache_size", -i64::from(self.cache_kib)).step("opening")?;
        // What is removed or moved is overwritten, from the first page on: an erasure could not find copies that were left before.
        connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(())).step("opening")?;
        Ok(connection)
    }

    /// A connection that reads, to a file that a writer has opened.
    pub(crate) fn reader(&self) -> Result<Connection, StoreError> {
        let connection = self.connection()?;
        connection.pragma_update(None, "query_only", true).step("opening")?;
        connection.pragma_update(None, "cache_size", -i64::from(self.cache_kib / 4)).step("opening")?;
        Ok(connection)
    }

    fn connection(&self) -> Result<Connection, StoreError> {
        let connection = Connection::open(&self.path).step("opening")?;
        connection.busy_timeout(self.busy_timeout).step("opening")?;
        connection.pragma_update(None, "foreign_keys", false).step("opening")?;
        // Without it, a statement with a range is planned anew for every value that it is given: a sixth of all time at a recovery.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).step("opening")?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}

/// Says which file could not be opened, in front of whatever went wrong.
fn at(path: &Path, error: StoreError) -> StoreError {
    let named = |text: String| match path.display().to_string() {
        path if text.contains(&path) => text,
        path => format!("{path}: {text}"),
    };
    match error {
        StoreError::Full(text) => StoreError::Full(named(text)),
        StoreError::Io(text) => StoreError::Io(named(text)),
        StoreError::Damaged(text) => StoreError::Damaged(named(text)),
        StoreError::Closed(text) => StoreError::Closed(named(text)),
        other => other,
    }
}

/// Files up to this size are looked through when they are opened: 16 MiB. Beyond, each row is checked when it is read.
const CHECKED: u64 = 16 << 20;

/// Refuses a file whose tables or indexes are torn.
fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if std::fs::metadata(path).map_or(0, |file| file.len()) > CHECKED {
        return Ok(());
    }
    let said = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)).step("opening")?;
    if said == "ok" { Ok(()) } else { Err(damaged(format!("opening: {said}"))) }
}

/// Readers and the writer do not wait for each other. The mode is kept in the file.
fn use_wal(connection: &Connection) -> Result<(), StoreError> {
    // SQLite does not wait here for another process that is opening the file as well.
    for _ in 0..100 {
        let mode = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(StoreError::Io(format!("this file system has no WAL: the journal mode is `{mode}`")));
            }
            Err(error) => return Err(error).step("opening"),
        }
    }
    Err(StoreError::Io("opening: another process keeps the file locked".to_owned()))
}
