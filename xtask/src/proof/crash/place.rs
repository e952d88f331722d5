//! The files of one store and its witness.

use std::path::{Path, PathBuf};

/// A directory with a store and what was written down beside it.
#[derive(Debug, Clone)]
pub(super) struct Place(PathBuf);

impl Place {
    pub(super) fn new(directory: &Path) -> Place {
        Place(directory.to_owned())
    }

    pub(super) fn directory(&self) -> &Path {
        &self.0
    }

    pub(super) fn store(&self) -> PathBuf {
        self.0.join("orch.db")
    }

    /// What the agents did.
    pub(super) fn calls(&self) -> PathBuf {
        self.0.join("calls.jsonl")
    }

    /// What was acknowledged.
    pub(super) fn acks(&self) -> PathBuf {
        self.0.join("acks.jsonl")
    }

    /// Copies the store with its log to another directory, as it lies there while nobody writes.
    pub(super) fn copy_store(&self, to: &Path) -> std::io::Result<PathBuf> {
        let copy = to.join("orch.db");
        for end in ["", "-wal"] {
            let with = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
            let from = with(&self.store());
            if from.exists() {
                std::fs::copy(from, with(&copy))?;
            }
        }
        Ok(copy)
    }
}
