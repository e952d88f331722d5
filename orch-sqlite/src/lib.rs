//! The journal of orch in one SQLite file: no server, no set-up.
//!
//! ```no_run
//! # fn main() -> Result<(), orch_core::store::StoreError> {
//! let store = orch_sqlite::SqliteStore::open("orch.db")?;
//! # Ok(())
//! # }
//! ```
//!
//! Several processes may use one file; they must be on one machine. SQLite is linked in, and the file can be read with any tool
//! that reads SQLite. What is kept where is told in `docs/design/journal.md`.

mod alive;
mod backup;
mod error;
mod events;
mod options;
mod reader;
mod rows;
mod schema;
mod store;
mod sum;
#[cfg(test)]
mod tests;
mod writer;

pub use options::{Options, Synchronous};
pub use store::SqliteStore;
