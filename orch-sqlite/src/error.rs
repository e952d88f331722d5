//! What SQLite says, in the words of the store.

use orch_core::store::StoreError;
use rusqlite::{Error, ErrorCode};

/// What to do about a file that cannot be read.
const ADVICE: &str =
    "restore a back-up, or save what can be read with `sqlite3 damaged.db .recover | sqlite3 saved.db`";

/// What is there is not what was written, or is of no store.
pub(crate) fn damaged(what: impl Into<String>) -> StoreError {
    StoreError::Damaged(what.into())
}

/// Says what was being done when SQLite failed.
pub(crate) trait Step<T> {
    /// `doing` is a participle: "reading events".
    fn step(self, doing: &str) -> Result<T, StoreError>;
}

impl<T> Step<T> for rusqlite::Result<T> {
    fn step(self, doing: &str) -> Result<T, StoreError> {
        self.map_err(|error| told(doing, &error))
    }
}

fn told(doing: &str, error: &Error) -> StoreError {
    let text = format!("{doing}: {error}");
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::Utf8Error(..) => damaged(format!("{text}; {ADVICE}")),
        _ => match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full(text),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(format!("{text}; {ADVICE}")),
            _ => StoreError::Io(text),
        },
    }
}
