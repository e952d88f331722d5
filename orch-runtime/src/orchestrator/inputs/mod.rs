//! What submits runs by itself: a stream of items, a schedule, the end of other runs.
//!
//! Every input derives the ids of its runs from what they come from, so whatever is seen twice (after a crash, by two
//! processes) is one run: an input says *at least once*, and the store makes it *once*.

mod after;
#[cfg(feature = "schedule")]
mod cron;
mod error;
mod handle;
#[cfg(feature = "schedule")]
mod schedule;
mod stream;

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use orch_core::store::RunKey;
use tokio::sync::{broadcast, watch};
use tokio::task::AbortHandle;

pub use after::{After, Ended, Followed};
pub use error::InputError;
pub use handle::{Ending, Input};
#[cfg(feature = "schedule")]
pub use schedule::{Missed, Overlap, Schedule, Tick, Ticked};
pub use stream::{Fed, Feed, FeedError};

use super::{Inner, SubmitError};
use handle::Running;

/// How many ends of runs an input may be behind before it looks at all of them anew.
const ENDS: usize = 1024;

/// The longest name of an input, in bytes.
const LONGEST_NAME: usize = 64;

/// How many errors a summary keeps.
const ERRORS: usize = 16;

/// The name of a pipeline, and a run of it that was driven to its end here.
type End = (&'static str, RunKey);

/// What hears of what could not be submitted.
type OnError = Box<dyn Fn(&FeedError) + Send + Sync>;

/// The inputs of an orchestrator.
pub(super) struct Inputs {
    stop: watch::Sender<bool>,
    /// How many there are.
    count: watch::Sender<usize>,
    /// The runs that were driven to their end here.
    ends: broadcast::Sender<End>,
    names: Mutex<BTreeSet<String>>,
    tasks: Mutex<Vec<AbortHandle>>,
}

impl Default for Inputs {
    fn default() -> Inputs {
        Inputs {
            stop: watch::channel(false).0,
            count: watch::channel(0).0,
            ends: broadcast::channel(ENDS).0,
            names: Mutex::default(),
            tasks: Mutex::default(),
        }
    }
}

impl Inputs {
    fn names(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tasks(&self) -> MutexGuard<'_, Vec<AbortHandle>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells all of them to end.
    pub(super) fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Ends when all of them have.
    pub(super) async fn none(&self) {
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Ends them wherever they are.
    pub(super) fn abort_all(&self) {
        self.tasks().drain(..).for_each(|task| task.abort());
    }

    /// A run was driven to its end here.
    pub(super) fn ended(&self, pipeline: &'static str, run: RunKey) {
        let _ = self.ends.send((pipeline, run));
    }

    /// Takes a name, which is free again when the input ends.
    fn claim(&self, name: &str) -> Result<(), InputError> {
        let bad = |why| Err(InputError::BadName { name: name.chars().take(60).collect(), why });
        match () {
            () if name.is_empty() => bad("it is empty"),
            () if name.len() > LONGEST_NAME => bad("it has more than 64 bytes"),
            () if name.chars().any(char::is_control) => bad("it has control characters in it"),
            () if !self.names().insert(name.to_owned()) => Err(InputError::Taken(name.to_owned())),
            () => Ok(()),
        }
    }
}

/// The name that an input has taken, and its place among the running ones. Dropping it frees both.
struct Place {
    inner: Arc<Inner>,
    name: Option<String>,
}

impl Place {
    /// Takes the name, if there is one.
    fn take(inner: &Arc<Inner>, name: Option<&str>) -> Result<Place, InputError> {
        if inner.is_stopping() {
            return Err(InputError::ShuttingDown);
        }
        name.map_or(Ok(()), |name| inner.inputs.claim(name))?;
        inner.inputs.count.send_modify(|count| *count += 1);
        Ok(Place { inner: Arc::clone(inner), name: name.map(str::to_owned) })
    }

    /// Runs an input in a task of its own. `body` gives why it ended.
    fn run<S, B>(self, summary: S, body: impl FnOnce(Arc<Running<S>>) -> B) -> Input<S>
    where
        S: Clone + Send + 'static,
        B: Future<Output = Ending> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        let running = Arc::new(Running::new(summary, inner.inputs.stop.subscribe()));
        let body = body(Arc::clone(&running));
        let last = Last { running: Arc::clone(&running), place: self };
        let task = tokio::spawn(async move { last.running.end(body.await) });
        let mut tasks = inner.inputs.tasks();
        tasks.retain(|task| !task.is_finished());
        tasks.push(task.abort_handle());
        Input(running)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            self.inner.inputs.names().remove(name);
        }
        self.inner.inputs.count.send_modify(|count| *count -= 1);
    }
}

/// Says how an input ended whose task was cut off.
struct Last<S> {
    running: Arc<Running<S>>,
    place: Place,
}

impl<S> Drop for Last<S> {
    fn drop(&mut self) {
        self.running.end(if self.place.inner.is_stopping() { Ending::ShutDown } else { Ending::Panicked });
    }
}

/// Why an input cannot go on after this error, if it cannot.
fn fatal(error: &SubmitError) -> Option<Ending> {
    match error {
        SubmitError::ShuttingDown => Some(Ending::ShutDown),
        SubmitError::Store(error) => Some(Ending::Failed(error.clone())),
        _ => None,
    }
}

/// Tells of what could not be submitted.
fn report(error: &FeedError, on_error: Option<&OnError>) {
    match on_error {
        Some(hear) => hear(error),
        None => tracing::warn!(%error, "an input could not submit a run"),
    }
}
