//! A stream of items, each of which becomes a run.

use std::pin::pin;
use std::sync::Arc;

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt};
use orch_core::Durable;

use super::handle::Running;
use super::{ERRORS, Ending, Input, InputError, OnError, Place, fatal, report};
use crate::launch::Launch;
use crate::orchestrator::submit::Submit;
use crate::orchestrator::{Inner, Orchestrator, SubmitError};

/// A stream of runs about to be fed to an orchestrator. Made by [`Orchestrator::feed`].
#[must_use = "nothing is submitted before `.start()`"]
pub struct Feed<P: Durable> {
    inner: Arc<Inner>,
    items: BoxStream<'static, (Arc<str>, Launch<P>)>,
    ahead: usize,
    on_error: Option<OnError>,
}

/// What a feed has done so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fed {
    /// Items that became new runs.
    pub submitted: u64,
    /// Items that had been submitted before, with the same id and input.
    pub repeated: u64,
    /// Items that could not be submitted.
    pub failed: u64,
    /// Items that were taken from the stream and not submitted: the feed was stopped, or the orchestrator shut down, while they
    /// waited for room.
    pub left: u64,
    /// The first 16 of those that failed, and why.
    pub errors: Vec<FeedError>,
}

/// A run that an input could not submit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("`{id}` could not be submitted: {error}")]
pub struct FeedError {
    /// Its id.
    pub id: Arc<str>,
    /// Why not.
    pub error: SubmitError,
}

impl Orchestrator {
    /// Submits a run for each item of a stream: a channel, a consumer of a queue, a list.
    ///
    /// The closure gives the run and its id. The id says which items are the same: one that comes again, in this process or
    /// after a restart, is the run that is there, so a source that delivers *at least once* is enough. As many items are taken
    /// as runs may start (`max_runs`); the rest stay in the stream. The feed ends with the stream, when it is stopped, or with
    /// the orchestrator; an item that cannot be submitted is reported and does not stop the others.
    ///
    /// ```text
    /// let feed = orchestrator.feed(orders, |order: Order| (order.number.clone(), Checkout(order))).start()?;
    /// feed.wait().await;
    /// println!("{:?}", feed.summary());
    /// ```
    pub fn feed<S, P, I, F>(&self, items: S, mut launch: F) -> Feed<P>
    where
        S: Stream + Send + 'static,
        S::Item: Send,
        P: Durable,
        I: Into<Arc<str>>,
        F: FnMut(S::Item) -> (I, Launch<P>) + Send + 'static,
    {
        let items = items.map(move |item| {
            let (id, launch) = launch(item);
            (id.into(), launch)
        });
        Feed { inner: Arc::clone(&self.inner), items: items.boxed(), ahead: 16, on_error: None }
    }
}

impl<P: Durable> Feed<P> {
    /// How many items may be on their way to the disk at once. 16 unless said otherwise; with 1, runs are numbered in the order
    /// of the items.
    pub fn ahead(mut self, items: usize) -> Self {
        self.ahead = items.max(1);
        self
    }

    /// Hears of each item that could not be submitted. By default it is written to the log as a warning.
    pub fn on_error(mut self, hear: impl Fn(&FeedError) + Send + Sync + 'static) -> Self {
        self.on_error = Some(Box::new(hear));
        self
    }

    /// Starts it, as a task of its own.
    ///
    /// # Errors
    /// If the pipeline is not registered, or the orchestrator is shutting down.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start(self) -> Result<Input<Fed>, InputError> {
        let pipeline = P::blueprint().name;
        self.inner.version::<P>().ok_or(InputError::NotRegistered(pipeline))?;
        let place = Place::take(&self.inner, None)?;
        Ok(place.run(Fed::default(), |running| self.run(running)))
    }

    async fn run(self, running: Arc<Running<Fed>>) -> Ending {
        let Feed { inner, items, ahead, on_error } = self;
        let stop = Arc::clone(&running);
        let submitted = items
            .take_until(async move { stop.stopped().await })
            .map(|(id, launch)| submit(Arc::clone(&inner), &running, id, launch))
            .buffer_unordered(ahead);
        let mut submitted = pin!(submitted);
        while let Some(outcome) = submitted.next().await {
            if let Err(FeedError { error, .. }) = &outcome
                && let Some(ending) = fatal(error)
            {
                return ending;
            }
            count(&running, outcome, on_error.as_ref());
        }
        running.is_stopped().unwrap_or(Ending::Done)
    }
}

/// Whether the item became a new run; nothing if the feed or the orchestrator was stopped before there was room for it.
async fn submit<P: Durable>(
    inner: Arc<Inner>,
    running: &Running<Fed>,
    id: Arc<str>,
    launch: Launch<P>,
) -> Result<Option<bool>, FeedError> {
    let placed = Submit::new(&inner, launch).id(Arc::clone(&id)).place_unless(running.stopped()).await;
    match placed {
        Ok(placed) => Ok(placed.map(|(_, new)| new)),
        Err(SubmitError::ShuttingDown) => Ok(None),
        Err(error) => Err(FeedError { id, error }),
    }
}

fn count(running: &Running<Fed>, outcome: Result<Option<bool>, FeedError>, on_error: Option<&OnError>) {
    let error = match outcome {
        Ok(Some(true)) => return running.summary().submitted += 1,
        Ok(Some(false)) => return running.summary().repeated += 1,
        Ok(None) => return running.summary().left += 1,
        Err(error) => error,
    };
    report(&error, on_error);
    let mut summary = running.summary();
    summary.failed += 1;
    if summary.errors.len() < ERRORS {
        summary.errors.push(error);
    }
}
