//! The handle of an input: how far it has come, to stop it, to wait for its end.

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{Either, select};
use orch_core::store::StoreError;
use tokio::sync::watch;

/// Why an input has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Nothing more will come of it: its stream has ended.
    Done,
    /// Somebody stopped it.
    Stopped,
    /// The orchestrator was shut down.
    ShutDown,
    /// The store has failed.
    Failed(StoreError),
    /// A closure of the caller panicked.
    Panicked,
}

/// An input that was started. Dropping it lets the input go on; a clone is another handle of the same one.
///
/// `S` is what it has done so far: [`Fed`](super::Fed), [`Followed`](super::Followed), `Ticked`.
pub struct Input<S>(pub(super) Arc<Running<S>>);

impl<S> Clone for Input<S> {
    fn clone(&self) -> Self {
        Input(Arc::clone(&self.0))
    }
}

impl<S: std::fmt::Debug + Clone> std::fmt::Debug for Input<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("summary", &self.summary()).field("ending", &self.ending()).finish()
    }
}

impl<S: Clone> Input<S> {
    /// What it has done so far, counted from its start in this process.
    pub fn summary(&self) -> S {
        self.0.summary().clone()
    }

    /// Tells it to end. What is on its way to the disk is submitted, what waits for room is not; runs go on.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    /// Why it has ended, if it has.
    pub fn ending(&self) -> Option<Ending> {
        self.0.ending.borrow().clone()
    }

    /// Waits until it has ended, and tells why.
    pub async fn wait(&self) -> Ending {
        let mut told = self.0.ending.subscribe();
        let ending = told.wait_for(Option::is_some).await;
        ending.ok().and_then(|ending| ending.clone()).unwrap_or(Ending::ShutDown)
    }
}

/// What an input and its handles share.
pub(super) struct Running<S> {
    summary: Mutex<S>,
    stop: watch::Sender<bool>,
    ending: watch::Sender<Option<Ending>>,
    /// The orchestrator is shutting down.
    shutdown: watch::Receiver<bool>,
}

impl<S> Running<S> {
    pub(super) fn new(summary: S, shutdown: watch::Receiver<bool>) -> Running<S> {
        Running {
            summary: Mutex::new(summary),
            stop: watch::channel(false).0,
            ending: watch::channel(None).0,
            shutdown,
        }
    }

    pub(super) fn summary(&self) -> MutexGuard<'_, S> {
        self.summary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it shall end.
    pub(super) async fn stopped(&self) -> Ending {
        let (mut stop, mut shutdown) = (self.stop.subscribe(), self.shutdown.clone());
        let (shutdown, stop) = (pin!(shutdown.wait_for(|stop| *stop)), pin!(stop.wait_for(|stop| *stop)));
        match select(shutdown, stop).await {
            Either::Left(_) => Ending::ShutDown,
            Either::Right(_) => Ending::Stopped,
        }
    }

    /// Why it shall end, if it shall.
    pub(super) fn is_stopped(&self) -> Option<Ending> {
        match () {
            () if *self.shutdown.borrow() => Some(Ending::ShutDown),
            () if *self.stop.borrow() => Some(Ending::Stopped),
            () => None,
        }
    }

    /// It has ended. Only what is said first counts.
    pub(super) fn end(&self, why: Ending) {
        self.ending.send_if_modified(|ending| {
            let first = ending.is_none();
            ending.get_or_insert(why);
            first
        });
    }
}
