//! A journal that commits when it is told to: for simulations, which decide what has come to the disk when a process dies.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::writer::{Batch, Shared};

/// When an orchestrator commits: see [`Builder::told_writes`](crate::Builder::told_writes). A clone tells the same one.
#[doc(hidden)]
#[derive(Clone, Default)]
pub struct ToldWrites(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    shared: Option<Arc<Shared>>,
    /// What is on its way to the disk.
    batch: Option<Batch>,
    /// Ends the orchestrator as a killed process does, also while it starts.
    kill: Option<Box<dyn FnOnce() + Send>>,
}

impl ToldWrites {
    pub(super) fn tells(&self, shared: &Arc<Shared>) {
        self.told().shared = Some(Arc::clone(shared));
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn kills(&self, kill: impl FnOnce() + Send + 'static) {
        self.told().kill = Some(Box::new(kill));
    }

    /// Ends the orchestrator at once and in no order, as a killed process does. Nothing of it comes to the disk any more.
    pub fn kill(&self) {
        let Told { kill, .. } = std::mem::take(&mut *self.told());
        kill.into_iter().for_each(|kill| kill());
    }

    /// Whether something is on its way to the disk, or waits for that.
    pub fn is_waiting(&self) -> bool {
        let told = self.told();
        told.batch.is_some() || told.shared.as_ref().is_some_and(|shared| shared.backlog() > 0)
    }

    /// What has gathered is on its way to the disk from now on. Gives whether anything is.
    pub fn begin(&self) -> bool {
        let mut told = self.told();
        if let (None, Some(shared)) = (&told.batch, &told.shared) {
            told.batch = shared.take().and_then(|work| shared.prepare(work));
        }
        told.batch.is_some()
    }

    /// What is on its way has come to the disk, and everybody is told. Gives whether there was anything.
    pub fn end(&self) -> bool {
        let mut told = self.told();
        let (Some(shared), Some(batch)) = (told.shared.clone(), told.batch.take()) else { return false };
        // Whoever is told may ask what is waiting.
        drop(told);
        shared.finish(batch);
        true
    }
}
