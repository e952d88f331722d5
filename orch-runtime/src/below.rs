//! What concerns the pipelines that run within a run: signals for them, and what they wait for.
//!
//! A signal that the outermost pipeline does not know goes to the first pipeline within it that waits for it, and is kept
//! until there is one. Each is delivered once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use crate::driver;
use crate::parked::Wait;
use crate::rare::Rare;

/// Signals for pipelines within a run, in the order in which they came. Only that of the outermost run is used.
#[derive(Debug, Default)]
pub(crate) struct Post(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    letters: Vec<Addressed>,
    listeners: Vec<Waker>,
}

#[derive(Debug)]
struct Addressed {
    name: &'static str,
    key: Option<String>,
    letter: driver::Letter,
}

impl Post {
    fn held(&self) -> MutexGuard<'_, Held> {
        lock(&self.0)
    }

    /// A signal came: all who listen look whether it is theirs.
    pub(crate) fn put(&self, name: &'static str, key: Option<String>, letter: driver::Letter) {
        let mut held = self.held();
        held.letters.push(Addressed { name, key, letter });
        let listeners = std::mem::take(&mut held.listeners);
        drop(held);
        listeners.into_iter().for_each(Waker::wake);
    }

    /// Takes the first one of this name and key. If there is none, asks to be woken by the next one of any name.
    pub(crate) fn take(&self, name: &str, key: Option<&String>, waker: &Waker) -> Option<driver::Letter> {
        let mut held = self.held();
        let fits = |letter: &Addressed| letter.name == name && letter.key.as_ref() == key;
        if let Some(found) = held.letters.iter().position(fits) {
            return Some(held.letters.remove(found).letter);
        }
        if !held.listeners.iter().any(|listener| listener.will_wake(waker)) {
            held.listeners.push(waker.clone());
        }
        None
    }
}

/// The pipelines right within a run that are parked, by the ids of their runs.
#[derive(Debug, Default)]
pub(crate) struct ParkedWithin {
    count: AtomicUsize,
    told: AtomicUsize,
    waits: Mutex<Rare<BTreeMap<Arc<str>, Vec<Wait>>>>,
}

impl ParkedWithin {
    /// How many are.
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// Changes with everything that is told.
    pub(crate) fn version(&self) -> usize {
        self.told.load(Ordering::Acquire)
    }

    /// The run of this id is parked and waits for this; for nothing if it is parked no more.
    pub(crate) fn tell(&self, id: &Arc<str>, waits: Vec<Wait>) {
        let mut all = lock(&self.waits);
        let all = all.make();
        match waits.is_empty() {
            true => all.remove(id),
            false => all.insert(Arc::clone(id), waits),
        };
        self.count.store(all.len(), Ordering::Release);
        self.told.fetch_add(1, Ordering::AcqRel);
    }

    /// Everything that they wait for.
    pub(crate) fn waits(&self) -> Vec<Wait> {
        lock(&self.waits).get().into_iter().flat_map(BTreeMap::values).flatten().cloned().collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
