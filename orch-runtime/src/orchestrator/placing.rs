//! A run on its way to the disk. Its own task waits for it there and drives it: whether its submitter still waits does not matter,
//! and nobody else has to be woken first.
//!
//! A run that cannot be there already goes on meanwhile, as far as it may without the disk: through what is quiet. What it records
//! is written right after it.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;

use orch_core::engine::BoxFuture;
use orch_core::store::{Answer, Entry, NewRun, RunKey, RunRecord, StoreError, Written};
use orch_core::{Pipeline, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::active::{Coming, Watched};
use super::submit::unexpected;
use super::version::Registered;
use super::{Inner, RunHandle};
use crate::control::Control;
use crate::driver::{Accepted, Beginning, Durable, Flow, Left};
use crate::journal::RunLog;
use crate::launch::Ids;

/// What is to be a run.
pub(super) struct Placing<P: Pipeline> {
    pub(super) version: Arc<Registered<P>>,
    pub(super) id: Arc<str>,
    pub(super) correlation: Arc<str>,
    pub(super) flow: Box<dyn Flow>,
    pub(super) accepted: Accepted,
    pub(super) permit: OwnedSemaphorePermit,
    /// There is no run of this id yet.
    pub(super) is_new: bool,
}

/// What came of it.
pub(super) enum Placed<P: Pipeline> {
    /// It is on disk, and is driven.
    New(RunHandle<P>),
    /// There is a run of this id already, with this input unless that was erased.
    There(Box<RunRecord>, Option<Entry>),
}

impl<P: Pipeline> Placing<P> {
    /// Sends it to the disk at once with its first events, and tells what came of it when it is there.
    pub(super) async fn start(
        self,
        entries: Vec<Entry>,
        coming: Coming,
        inner: &Arc<Inner>,
    ) -> Result<Placed<P>, StoreError> {
        let log = RunLog::coming(inner.journal.clone(), entries.len() as u64).touched(entries[0].time);
        let new_run = self.new_run(entries, inner);
        let (run, mut driving) = self.begin(log, new_run.created, inner);
        let (tell, told) = oneshot::channel();
        let created = inner.journal.create(new_run, Arc::clone(&run.durable.log));
        let (whole, task) = (Arc::clone(inner), Arc::clone(&coming.task));
        let placing = async move {
            let (answer, left) = accept(created, run.is_new.then_some(&mut driving)).await;
            let (version, durable) = (Arc::clone(&run.version), Arc::clone(&run.durable));
            let placed = run.place(answer, coming, &whole);
            let is_driven = matches!(placed, Ok(Placed::New(_)));
            // Nobody may want to know any more.
            let _ = tell.send(placed);
            if is_driven {
                let driving = left.map_or(driving, |left| Box::pin(std::future::ready(left)));
                whole.drive(version, durable, driving).await;
            }
        };
        inner.active.spawn(&task, placing);
        let ended = "it was not learnt whether the run is on disk, because the orchestrator ended or panicked over it: \
            submit it again under its id";
        told.await.unwrap_or_else(|_| Err(StoreError::Closed(ended.to_owned())))
    }

    fn new_run(&self, events: Vec<Entry>, inner: &Inner) -> NewRun {
        NewRun {
            pipeline: P::blueprint().name.to_owned(),
            id: self.id.as_ref().to_owned(),
            correlation: self.correlation.as_ref().to_owned(),
            fingerprint: self.version.fingerprint.clone(),
            owner: Some(inner.process.clone()),
            created: events[0].time,
            events,
        }
    }

    /// The run begins, and what drives it once it is polled.
    fn begin(self, log: RunLog, started: Timestamp, inner: &Inner) -> (Begun<P>, Driving) {
        let Placing { version, id, correlation, flow, accepted, permit, is_new } = self;
        let durable = inner.durable(P::blueprint().name, log, (started, 0), Default::default());
        let ids = Ids { id: Some(Arc::clone(&id)), correlation: Some(correlation), pass: 0, depth: 0 };
        let begin = Beginning::Accepted(Box::new(accepted));
        let (driving, control) = Arc::clone(&version).drive(flow, begin, ids, Arc::clone(&durable), inner);
        (Begun { version, id, permit, is_new, started, durable, control }, driving)
    }
}

/// Drives a run to where it stops.
type Driving = BoxFuture<Option<Left>>;

/// Waits for the answer of the disk. Meanwhile the run goes on, if it may; where it has stopped before, that is told too.
async fn accept(
    created: impl Future<Output = Result<Answer, StoreError>>,
    mut driving: Option<&mut Driving>,
) -> (Result<Answer, StoreError>, Option<Option<Left>>) {
    let (mut created, mut left) = (pin!(created), None);
    let answer = poll_fn(|cx| {
        let answer = created.as_mut().poll(cx);
        if answer.is_pending()
            && let Some(goes_on) = &mut driving
            && let Poll::Ready(stopped) = goes_on.as_mut().poll(cx)
        {
            (left, driving) = (Some(stopped), None);
        }
        answer
    })
    .await;
    (answer, left)
}

/// A run that has begun and is on its way to the disk.
struct Begun<P: Pipeline> {
    version: Arc<Registered<P>>,
    id: Arc<str>,
    permit: OwnedSemaphorePermit,
    is_new: bool,
    started: Timestamp,
    durable: Arc<Durable>,
    control: Arc<Control>,
}

impl<P: Pipeline> Begun<P> {
    /// What the answer means. A run that is accepted is known from now on.
    fn place(
        self,
        answer: Result<Answer, StoreError>,
        coming: Coming,
        inner: &Arc<Inner>,
    ) -> Result<Placed<P>, StoreError> {
        match answer? {
            Ok(Written::Created { run, .. }) => {
                let handle = RunHandle::new(inner, &self.version, run, Arc::clone(&self.id));
                self.enter(run, &coming, inner);
                Ok(Placed::New(handle))
            }
            Ok(Written::Exists { record, input }) => Ok(Placed::There(record, input)),
            other => Err(unexpected(format!("{other:?}"))),
        }
    }

    fn enter(self, run: RunKey, coming: &Coming, inner: &Inner) {
        let Begun { id, permit, started, durable, control, .. } = self;
        // It may have been told meanwhile, when the run was not known yet.
        if inner.is_stopping() {
            durable.shared.releasing.store(true, Ordering::Relaxed);
        }
        let watched = Watched { pipeline: P::blueprint().name, id, durable, since: started };
        inner.active.enter(run, Some(permit), &coming.task, watched);
        inner.active.steer(run, &control);
    }
}
