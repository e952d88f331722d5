//! An orchestrator on a store that commits only when told, so that a test sees who was called before what was durable.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

use orch::store::{Answer, MemoryStore, Store, StoreError, StoreFuture, Write};
use orch::{Builder, Orchestrator};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::double::{Commits, Double};
use crate::kit::{App, Saw, app};

/// A store that commits only when told, and tells what it is to commit.
pub type Held = Double<Gated>;

/// What holds it.
pub struct Gated {
    pub inner: MemoryStore,
    teller: Mutex<UnboundedSender<Saw>>,
    gate: Mutex<Gate>,
    bell: Condvar,
}

#[derive(Default)]
struct Gate {
    /// So many may pass.
    allowed: usize,
    open: bool,
    fails: bool,
}

impl Gated {
    /// Waits until it may commit; `false` if it fails.
    fn wait(&self) -> bool {
        let mut gate = self.gate.lock().unwrap();
        while gate.allowed == 0 && !gate.open {
            gate = self.bell.wait(gate).unwrap();
        }
        gate.allowed = gate.allowed.saturating_sub(1);
        !gate.fails
    }
}

impl Commits for Gated {
    fn inner(&self) -> &MemoryStore {
        &self.inner
    }

    fn commit(&self, batch: Vec<Write>) -> StoreFuture<'_, Vec<Answer>> {
        // What the process does for itself is no run's business.
        if !batch.iter().all(|write| matches!(write, Write::Enter { .. } | Write::Claim(_) | Write::Leave { .. })) {
            let _ = self.teller.lock().unwrap().send(Saw::Commit(batch.clone()));
            if !self.wait() {
                return Box::pin(async { Err(StoreError::Io("the disk is gone".to_owned())) });
            }
        }
        self.inner.commit(batch)
    }
}

/// One orchestrator on a store that is held.
pub struct Bench {
    pub orchestrator: Orchestrator,
    pub store: Arc<Held>,
    pub app: App,
    pub saw: UnboundedReceiver<Saw>,
    /// Seen, and not asked for yet.
    calls: VecDeque<&'static str>,
}

impl Bench {
    /// With these pipelines and settings.
    pub async fn new(register: impl FnOnce(Builder<App>) -> Builder<App>) -> Bench {
        let (teller, saw) = unbounded_channel();
        let app = app();
        app.world.tell(teller.clone());
        let (inner, gate) = (MemoryStore::new(), Mutex::default());
        let store = Arc::new(Double(Gated { inner, teller: Mutex::new(teller), gate, bell: Condvar::new() }));
        let builder =
            Orchestrator::builder().shared_store(Arc::clone(&store) as Arc<dyn Store>).resources(App::clone(&app));
        let orchestrator = register(builder).start().await.expect("it starts");
        Bench { orchestrator, store, app, saw, calls: VecDeque::new() }
    }

    /// The next batch that waits to be committed.
    pub async fn commit(&mut self) -> Vec<Write> {
        loop {
            match self.saw.recv().await.expect("it is open") {
                Saw::Commit(batch) => return batch,
                Saw::Call(agent) => self.calls.push_back(agent),
            }
        }
    }

    /// The next call.
    pub async fn call(&mut self) -> &'static str {
        loop {
            if let Some(agent) = self.calls.pop_front() {
                return agent;
            }
            if let Saw::Call(agent) = self.saw.recv().await.expect("it is open") {
                return agent;
            }
        }
    }

    /// Lets everything run that can, and gives the calls that were made.
    pub async fn settle(&mut self) -> Vec<&'static str> {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        while let Ok(saw) = self.saw.try_recv() {
            if let Saw::Call(agent) = saw {
                self.calls.push_back(agent);
            }
        }
        self.calls.drain(..).collect()
    }

    pub fn release(&self) {
        self.store.gate.lock().unwrap().allowed += 1;
        self.store.bell.notify_all();
    }

    /// From now on commits fail.
    pub fn fail(&self) {
        self.store.gate.lock().unwrap().fails = true;
        self.open();
    }

    pub fn open(&self) {
        self.store.gate.lock().unwrap().open = true;
        self.store.bell.notify_all();
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.open();
    }
}
