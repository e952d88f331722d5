//! Submitting runs.

use std::future::IntoFuture;
use std::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use orch_core::engine::BoxFuture;
use orch_core::store::{Entry, RunRecord};
use orch_core::{Durable, Machine, Pipeline};
use tokio::sync::OwnedSemaphorePermit;

use super::active::Coming;
use super::placing::{Placed, Placing};
use super::version::Registered;
use super::{Inner, Orchestrator, RunHandle, SubmitError};
use crate::driver::{Accepted, Flow, flow};
use crate::launch::{Launch, fresh_id};

/// The longest id of a run, and the longest correlation id, in bytes.
const LONGEST_ID: usize = 500;

/// A run about to be submitted. `.await` it.
#[must_use = "nothing is submitted before `.await`"]
pub struct Submit<P: Pipeline> {
    inner: Arc<Inner>,
    input: Arc<P::Input>,
    id: Option<Arc<str>>,
    correlation: Option<Arc<str>>,
    waits: bool,
    is_new: bool,
}

impl Orchestrator {
    /// Submits a run. When the future is ready the run is on disk, and will be driven to its end whatever happens to this
    /// process.
    ///
    /// The same input under the same id gives the same run, ended or not. If as many runs as allowed are under way, it waits.
    /// A future that is dropped before it is ready has submitted the run or has not; if it has, the run is driven all the same.
    pub fn submit<P: Durable, R>(&self, launch: Launch<P, R>) -> Submit<P> {
        Submit::new(&self.inner, launch)
    }

    /// Submits a run like [`submit`](Orchestrator::submit), or says that too many are under way.
    pub fn try_submit<P: Durable, R>(&self, launch: Launch<P, R>) -> Submit<P> {
        Submit { waits: false, ..self.submit(launch) }
    }
}

/// A run as it begins, and what is recorded of that.
type Begun = (Box<dyn Flow>, Accepted, Vec<Entry>);

impl<P: Pipeline> Submit<P> {
    pub(super) fn new<R>(inner: &Arc<Inner>, launch: Launch<P, R>) -> Submit<P> {
        let (input, _, settings) = launch.into_parts();
        Submit {
            inner: Arc::clone(inner),
            input: Arc::new(input),
            id: settings.id,
            correlation: settings.correlation,
            waits: true,
            is_new: false,
        }
    }

    /// The run's id, unique within the pipeline. By default 16 hexadecimal digits at random.
    pub fn id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// There is no run of this id, so quiet stages may begin before that is known: as they do where no id is given. If there is one
    /// they are called in vain, also those that it has recorded.
    #[doc(hidden)]
    pub fn assume_new(mut self) -> Self {
        self.is_new = true;
        self
    }

    /// The id under which the outer world knows what this run belongs to, at most 500 bytes. By default the run's own.
    pub fn correlation(mut self, id: impl Into<Arc<str>>) -> Self {
        self.correlation = Some(id.into());
        self
    }

    /// The same as [`correlation`](Submit::correlation), unless there is one.
    pub(super) fn belonging_to(mut self, id: Arc<str>) -> Self {
        self.correlation.get_or_insert(id);
        self
    }

    /// Submits it, and tells whether the run is new.
    pub(super) async fn place(self) -> Result<(RunHandle<P>, bool), SubmitError> {
        let seat = self.seat().await?;
        self.take(seat).await
    }

    /// Submits it like [`place`](Submit::place), unless it is stopped before there is room for it; then it gives nothing. What is on
    /// its way to the disk gets there.
    pub(super) async fn place_unless(self, stopped: impl Future) -> Result<Option<(RunHandle<P>, bool)>, SubmitError> {
        let seat = match select(pin!(self.seat()), pin!(stopped)).await {
            Either::Left((seat, _)) => seat?,
            Either::Right(_) => return Ok(None),
        };
        self.take(seat).await.map(Some)
    }

    /// Waits for room.
    async fn seat(&self) -> Result<Seat<P>, SubmitError> {
        let inner = &self.inner;
        let pipeline = P::blueprint().name;
        let version = inner.version::<P>().ok_or(SubmitError::NotRegistered(pipeline))?;
        let id = self.id.clone().unwrap_or_else(|| fresh_id(inner.clock.random()));
        check_id(&id)?;
        let bytes = self.correlation.as_ref().map_or(0, |id| id.len());
        if bytes > LONGEST_ID {
            return Err(SubmitError::LongCorrelation { bytes });
        }
        let permit = match Arc::clone(&inner.permits).try_acquire_owned() {
            Ok(permit) if !inner.is_stopping() => permit,
            // A run that is there already needs no room.
            _ => match self.known(&version, &id).await? {
                Some(handle) => return Ok(Seat::Known(handle)),
                None => self.permit().await?,
            },
        };
        self.room().await?;
        Ok(Seat::Free { version, id, permit })
    }

    /// Sends it to the disk.
    async fn take(self, seat: Seat<P>) -> Result<(RunHandle<P>, bool), SubmitError> {
        let inner = &self.inner;
        let (version, id, permit) = match seat {
            Seat::Known(handle) => return Ok((handle, false)),
            Seat::Free { version, id, permit } => (version, id, permit),
        };
        let (flow, accepted, entries) = self.accept(&version)?;
        let input = entries[0].payload.clone();
        let correlation = self.correlation.clone().unwrap_or_else(|| Arc::clone(&id));
        let coming = Coming::new(inner).ok_or(SubmitError::ShuttingDown)?;
        // An id that was drawn is nobody's. Under one that was given there may be a run, and then nothing is to be called.
        let is_new = self.is_new || self.id.is_none();
        let placing =
            Placing { version: Arc::clone(&version), id: Arc::clone(&id), correlation, flow, accepted, permit, is_new };
        match placing.start(entries, coming, inner).await? {
            Placed::New(handle) => Ok((handle, true)),
            Placed::There(record, known) => {
                same_input::<P>(&record, input, known)?;
                Ok((RunHandle::new(inner, &version, record.run, id), false))
            }
        }
    }

    /// The run as it begins, and what is recorded of that.
    fn accept(&self, version: &Registered<P>) -> Result<Begun, SubmitError> {
        let pipeline = P::blueprint().name;
        let (now, board) = (self.inner.clock.now(), &self.inner.board);
        let (mut flow, input) = (flow(Machine::<P>::new(), version.resources.clone()), Arc::clone(&self.input));
        let (accepted, entries) =
            Accepted::new(&mut *flow, input, now, board).map_err(|why| SubmitError::Input { pipeline, why })?;
        let (bytes, limit) = (entries[0].payload.as_ref().map_or(0, String::len), self.inner.settings.limits.payload);
        if bytes > limit {
            return Err(SubmitError::TooLarge { pipeline, bytes, limit });
        }
        Ok((flow, accepted, entries))
    }

    /// The run, if it was submitted before.
    async fn known(&self, version: &Arc<Registered<P>>, id: &Arc<str>) -> Result<Option<RunHandle<P>>, SubmitError> {
        let (inner, pipeline, wanted) = (&self.inner, P::blueprint().name, Arc::clone(id));
        if self.id.is_none() || inner.is_stopping() {
            return Ok(None);
        }
        let found = inner.journal.read(move |store| {
            Box::pin(async move {
                let Some(record) = store.find(pipeline, &wanted).await? else { return Ok(None) };
                let input = store.events(record.run, 0, 1).await?.pop();
                Ok(Some((record, input)))
            })
        });
        let Some((record, input)) = found.await? else { return Ok(None) };
        let (_, _, mut entries) = self.accept(version)?;
        same_input::<P>(&record, entries.swap_remove(0).payload, input)?;
        Ok(Some(RunHandle::new(inner, version, record.run, Arc::clone(id))))
    }

    /// The journal can take more.
    async fn room(&self) -> Result<(), SubmitError> {
        let (journal, limit) = (&self.inner.journal, self.inner.settings.max_unwritten);
        if !self.waits && journal.is_full() {
            return Err(SubmitError::Behind { bytes: journal.unwritten(), limit });
        }
        journal.room().await;
        Ok(())
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, SubmitError> {
        if self.inner.is_stopping() {
            return Err(SubmitError::ShuttingDown);
        }
        let permits = Arc::clone(&self.inner.permits);
        if !self.waits {
            let limit = self.inner.settings.max_runs;
            return permits.try_acquire_owned().map_err(|_| SubmitError::Overloaded { limit });
        }
        permits.acquire_owned().await.map_err(|_| SubmitError::ShuttingDown)
    }
}

/// Where there is room for a run.
enum Seat<P: Pipeline> {
    /// It needs none: it was submitted before.
    Known(RunHandle<P>),
    Free {
        version: Arc<Registered<P>>,
        id: Arc<str>,
        permit: OwnedSemaphorePermit,
    },
}

impl<P: Pipeline> IntoFuture for Submit<P> {
    type Output = Result<RunHandle<P>, SubmitError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { Ok(self.place().await?.0) })
    }
}

fn check_id(id: &str) -> Result<(), SubmitError> {
    let bad = |why| Err(SubmitError::BadId { id: id.chars().take(60).collect(), why });
    if id.is_empty() {
        return bad("it is empty");
    }
    if id.len() > LONGEST_ID {
        return bad("it has more than 500 bytes");
    }
    if id.chars().any(char::is_control) {
        return bad("it has control characters in it");
    }
    Ok(())
}

/// Sameness is equality of canonical JSON: encoding sorts the keys of maps, so the texts are compared.
fn same_input<P: Pipeline>(
    record: &RunRecord,
    wanted: Option<String>,
    input: Option<Entry>,
) -> Result<(), SubmitError> {
    let (pipeline, id) = (P::blueprint().name, record.id.clone());
    let known = input.and_then(|input| input.payload);
    match known {
        None => Err(SubmitError::Erased { pipeline, id }),
        Some(known) if Some(&known) == wanted.as_ref() => Ok(()),
        Some(_) => Err(SubmitError::OtherInput { pipeline, id }),
    }
}

pub(super) fn unexpected(answer: String) -> orch_core::store::StoreError {
    orch_core::store::StoreError::Damaged(format!("the store gave an answer that makes no sense here: {answer}"))
}
