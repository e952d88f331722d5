//! What a store knows of the runs of the mix, read at one moment.

use orch::store::{Entry, Letter, RunFilter, RunRecord, Store, StoreError};

/// One run, all of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    /// The run.
    pub record: RunRecord,
    /// Its events.
    pub entries: Vec<Entry>,
    /// The letters that it has not taken.
    pub letters: Vec<Letter>,
}

/// What was on disk when a process had died, and how much had been witnessed and acknowledged by then.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// So many lines of the witness.
    pub lines: usize,
    /// So many acknowledgements.
    pub acks: usize,
    /// All runs.
    pub runs: Vec<Journal>,
}

/// Reads all runs.
///
/// # Errors
/// If the store fails.
pub async fn read(store: &dyn Store) -> Result<Vec<Journal>, StoreError> {
    let mut runs = Vec::new();
    for record in store.runs(&RunFilter::default()).await? {
        let entries = store.events(record.run, 0, u32::MAX).await?;
        let letters = store.letters(record.run, 0).await?;
        runs.push(Journal { record, entries, letters });
    }
    Ok(runs)
}
