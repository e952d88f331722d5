//! A run after the end of another.
//!
//! Ends come in another order than numbers, and clocks of several processes disagree, so neither is a cursor. What is kept is
//! the [`Cursor`]: a number up to which all runs were seen, and those among them that had not ended by then. A run leaves that
//! list only when what follows it was submitted (or was found not to be wanted), in one compare-and-set; the follower's id is
//! derived from the run's, so repeating the step after a crash, or in two processes at once, gives the run that is there.

mod cursor;
mod pass;

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use orch_core::store::{RunKey, RunStatus};
use orch_core::{Durable, Failure, Pipeline, Timestamp};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};

use super::handle::Running;
use super::{End, Ending, FeedError, Input, InputError, OnError, Place};
use crate::launch::Launch;
use crate::orchestrator::{Inner, Orchestrator};

/// How often runs are looked at that other processes drive, unless said otherwise.
const EVERY: Duration = Duration::from_secs(5);

/// A run that has ended, as [`Orchestrator::after`] shows it.
pub struct Ended<A: Pipeline> {
    /// Its id.
    pub id: String,
    /// Its number.
    pub run: RunKey,
    /// The id under which the outer world knows what it belongs to. The run that follows has the same unless it is given
    /// another.
    pub correlation: String,
    /// How it ended, in one word.
    pub status: RunStatus,
    /// When.
    pub ended: Timestamp,
    /// Its output, or the failure that ended it.
    pub outcome: Result<Arc<A::Output>, Failure>,
}

impl<A: Pipeline> std::fmt::Debug for Ended<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ended").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}

/// What a link between two pipelines has done so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Followed {
    /// Runs that were submitted.
    pub submitted: u64,
    /// Ends whose follower was there already: after a crash, or because another process was faster.
    pub repeated: u64,
    /// Ends after which nothing should run.
    pub unwanted: u64,
    /// Ends that could not be read, because the run was erased or does not fit this build. They are passed over.
    pub unreadable: u64,
    /// Ends whose follower could not be submitted. They are passed over.
    pub failed: u64,
    /// The first 16 of those, and why.
    pub errors: Vec<FeedError>,
}

/// What follows on an end.
type Follow<A, B> = Box<dyn Fn(Ended<A>) -> Option<Launch<B>> + Send + Sync>;

/// A link about to be made between two pipelines. Made by [`Orchestrator::after`].
#[must_use = "nothing follows before `.start().await`"]
pub struct After<A: Durable, B: Durable> {
    inner: Arc<Inner>,
    name: String,
    follow: Follow<A, B>,
    every: Duration,
    all: bool,
    on_error: Option<OnError>,
}

impl Orchestrator {
    /// Submits a run of `B` after the end of each run of `A`, good or bad. The closure sees how it ended and says what follows;
    /// `None` is nothing.
    ///
    /// The run that follows has the id `name:id of A`, and is submitted once: also when processes die in between, and when
    /// several of them have the same link. Then the closure may be called twice for one end; the first to submit counts.
    ///
    /// Runs of `A` count that end after the link was first started in this store, whether or not it was running then.
    /// [`from_the_beginning`](After::from_the_beginning) takes all that are there.
    ///
    /// ```text
    /// orchestrator.after("bill", |order: Ended<Checkout>| Some(Bill(order.outcome.ok()?.total))).start().await?;
    /// ```
    ///
    /// # Cost
    /// An end that this process drove is followed at once. Ends in other processes are found by looking, every 5 s
    /// ([`every`](After::every)), at each run of `A` that had not ended: one read by number each. The record of the link has a
    /// number for each of these, and is written once for up to 256 ends.
    ///
    /// A run that is pruned before it was looked at has no follower: keep runs longer than processes are down
    /// (`Retention`).
    pub fn after<A, B, F>(&self, name: impl Into<String>, follow: F) -> After<A, B>
    where
        A: Durable,
        B: Durable,
        F: Fn(Ended<A>) -> Option<Launch<B>> + Send + Sync + 'static,
    {
        After {
            inner: Arc::clone(&self.inner),
            name: name.into(),
            follow: Box::new(follow),
            every: EVERY,
            all: false,
            on_error: None,
        }
    }
}

impl<A: Durable, B: Durable> After<A, B> {
    /// How often runs are looked at that other processes drive. 5 s unless said otherwise.
    pub fn every(mut self, every: Duration) -> Self {
        self.every = every.max(Duration::from_millis(1));
        self
    }

    /// When the link is started for the first time in this store, runs that have ended before count too.
    pub fn from_the_beginning(mut self) -> Self {
        self.all = true;
        self
    }

    /// Hears of each end whose follower could not be submitted. By default it is written to the log as a warning.
    pub fn on_error(mut self, hear: impl Fn(&FeedError) + Send + Sync + 'static) -> Self {
        self.on_error = Some(Box::new(hear));
        self
    }

    /// Starts it, as a task of its own. From when this is ready, no end is missed.
    ///
    /// # Errors
    /// If one of the pipelines is not registered, the name cannot be one or is taken, or the store fails.
    ///
    /// # Panics
    /// Outside of a tokio runtime with time enabled.
    pub async fn start(self) -> Result<Input<Followed>, InputError> {
        for (there, name) in [
            (self.inner.version::<A>().is_some(), A::blueprint().name),
            (self.inner.version::<B>().is_some(), B::blueprint().name),
        ] {
            there.then_some(()).ok_or(InputError::NotRegistered(name))?;
        }
        let place = Place::take(&self.inner, Some(&self.name))?;
        let ends = self.inner.inputs.ends.subscribe();
        self.begin().await?;
        Ok(place.run(Followed::default(), |running| self.run(running, ends)))
    }

    async fn run(self, running: Arc<Running<Followed>>, mut ends: Receiver<End>) -> Ending {
        let mut hinted = None;
        loop {
            let full = Instant::now() + self.every;
            // Looks at everything first, then at what is told to have ended until it is time to look at everything again.
            loop {
                match self.pass(&running, hinted.take()).await {
                    Ok(None) => {}
                    Ok(Some(ending)) => return ending,
                    Err(error) if self.inner.journal.failure().is_some() => return Ending::Failed(error),
                    Err(error) => tracing::warn!(%error, name = self.name, "ends of runs could not be looked at"),
                }
                let next = pin!(timeout_at(full, hints::<A>(&mut ends)));
                let stopped = pin!(running.stopped());
                match select(stopped, next).await {
                    Either::Left((ending, _)) => return ending,
                    Either::Right((Ok(Some(runs)), _)) => hinted = Some(runs),
                    Either::Right((Ok(None) | Err(_), _)) => break,
                }
            }
        }
    }
}

/// Runs of `A` that were driven to their end here; `None` if so many were that it is not known which.
async fn hints<A: Pipeline>(ends: &mut Receiver<End>) -> Option<BTreeSet<RunKey>> {
    let of_a = |end: End| (end.0 == A::blueprint().name).then_some(end.1);
    let mut runs = BTreeSet::new();
    while runs.is_empty() {
        match ends.recv().await {
            Ok(end) => runs.extend(of_a(end)),
            Err(RecvError::Lagged(_)) => return None,
            // There is no such end: the sender is the orchestrator's, which this task holds.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
    while let Ok(end) = ends.try_recv() {
        runs.extend(of_a(end));
    }
    Some(runs)
}
