//! The arguments of a stage as data, in the place of its call.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::Failure;

/// Where the arguments of one stage go that is handed out as data.
#[derive(Debug, Default)]
pub struct Taking(Mutex<Option<Taken>>);

/// What became of the arguments of a stage.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The arguments as data, or why there are none.
    pub arguments: Result<Value, Failure>,
    /// Whether there were any, so that only writing them may have failed.
    pub computed: bool,
}

impl Taking {
    fn put(&self, taken: Taken) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(taken);
    }

    /// The arguments are there.
    pub fn take(&self, arguments: Result<Value, Failure>) {
        self.put(Taken { arguments, computed: true });
    }

    /// The call has ended with this. Plain Rust in the arguments may have failed before there was anything to take.
    pub fn end(&self, failure: Failure) {
        self.put(Taken { arguments: Err(failure), computed: false });
    }

    /// What was taken.
    pub fn taken(&self) -> Option<Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
