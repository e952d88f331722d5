//! How runs ended, for those who wait for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use orch_core::store::RunKey;
use orch_core::{Failure, FailureKind, Pipeline};
use tokio::sync::watch;

/// How a run ended.
pub(super) type Outcome<P> = Result<Arc<<P as Pipeline>::Output>, Failure>;

/// Where the outcome of one run is told.
pub(super) struct Cell<P: Pipeline>(watch::Sender<Option<Outcome<P>>>);

/// Somebody who waits for an outcome.
pub(super) struct Waiting<P: Pipeline>(watch::Receiver<Option<Outcome<P>>>);

impl<P: Pipeline> Waiting<P> {
    /// Waits for it.
    pub(super) async fn told(self) -> Outcome<P> {
        let Waiting(mut told) = self;
        match told.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            _ => Err(Failure::new(FailureKind::Interrupted, "the orchestrator is gone").at(P::blueprint().name)),
        }
    }
}

impl<P: Pipeline> Cell<P> {
    /// Begins to wait for it.
    pub(super) fn listen(&self) -> Waiting<P> {
        Waiting(self.0.subscribe())
    }

    /// Whether it is known.
    pub(super) fn is_known(&self) -> bool {
        self.0.borrow().is_some()
    }
}

/// The cells of the runs that somebody has a handle of.
pub(super) struct Outcomes<P: Pipeline>(Mutex<BTreeMap<RunKey, Weak<Cell<P>>>>);

impl<P: Pipeline> Default for Outcomes<P> {
    fn default() -> Self {
        Outcomes(Mutex::default())
    }
}

impl<P: Pipeline> Outcomes<P> {
    fn cells(&self) -> MutexGuard<'_, BTreeMap<RunKey, Weak<Cell<P>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cell of a run, made if there is none.
    pub(super) fn cell(&self, run: RunKey) -> Arc<Cell<P>> {
        let mut cells = self.cells();
        if let Some(cell) = cells.get(&run).and_then(Weak::upgrade) {
            return cell;
        }
        let cell = Arc::new(Cell(watch::channel(None).0));
        cells.insert(run, Arc::downgrade(&cell));
        cell
    }

    /// The run has ended.
    pub(super) fn settle(&self, run: RunKey, outcome: Outcome<P>) {
        let cell = self.cells().remove(&run);
        if let Some(cell) = cell.and_then(|cell| cell.upgrade()) {
            cell.0.send_replace(Some(outcome));
        }
    }

    /// How the run ends will not be known here.
    pub(super) fn give_up(&self, run: RunKey, kind: FailureKind, why: &str) {
        self.settle(run, Err(Failure::new(kind, why).at(P::blueprint().name)));
    }

    /// The runs that somebody has a handle of. The others are forgotten.
    pub(super) fn held(&self) -> Vec<RunKey> {
        let mut cells = self.cells();
        cells.retain(|_, cell| cell.strong_count() > 0);
        cells.keys().copied().collect()
    }

    /// The runs whose end somebody waits for just now. Those that nobody has a handle of are forgotten.
    pub(super) fn awaited(&self) -> Vec<RunKey> {
        let mut cells = self.cells();
        cells.retain(|_, cell| cell.strong_count() > 0);
        let waited = |cell: &Weak<Cell<P>>| cell.upgrade().is_some_and(|cell| cell.0.receiver_count() > 0);
        cells.iter().filter(|(_, cell)| waited(cell)).map(|(run, _)| *run).collect()
    }
}
