//! A run on its way to the disk. Its own task waits for it there and drives it: whether its submitter still waits does not matter,
//! and nobody else has to be woken first.

use std::sync::Arc;

use orch_core::engine::BoxFuture;
use orch_core::store::{Answer, Entry, NewRun, RunKey, RunRecord, StoreError, Write, Written};
use orch_core::{Pipeline, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::active::{Coming, Watched};
use super::recovery::Stand;
use super::submit::unexpected;
use super::version::{Registered, Version};
use super::{Inner, RunHandle};
use crate::driver::{Accepted, Beginning, Durable, Flow, Left};
use crate::launch::Ids;

/// What is to be a run.
pub(super) struct Placing<P: Pipeline> {
    pub(super) version: Arc<Registered<P>>,
    pub(super) id: Arc<str>,
    pub(super) correlation: Arc<str>,
    pub(super) flow: Box<dyn Flow>,
    pub(super) accepted: Accepted,
    pub(super) permit: OwnedSemaphorePermit,
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
        let (began, events) = (entries[0].time, entries.len() as u64);
        let new_run = self.new_run(entries, inner);
        let (tell, told) = oneshot::channel();
        let created = inner.journal.write(Write::Create(Box::new(new_run)));
        let (whole, task) = (Arc::clone(inner), Arc::clone(&coming.task));
        let placing = async move {
            let answer = created.await;
            let (placed, begun) = self.place(answer, (began, events), coming, &whole);
            // Nobody may want to know any more.
            let _ = tell.send(placed);
            if let Some(Begun { version, durable, driving }) = begun {
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

    /// What the answer means; and what is to be driven, if it is new.
    fn place(
        self,
        answer: Result<Answer, StoreError>,
        begun: (Timestamp, u64),
        coming: Coming,
        inner: &Arc<Inner>,
    ) -> (Result<Placed<P>, StoreError>, Option<Begun>) {
        match answer {
            Ok(Ok(Written::Created { run, token })) => {
                let handle = RunHandle::new(inner, &self.version, run, Arc::clone(&self.id));
                let begun = self.begin((run, token), begun, coming, inner);
                (Ok(Placed::New(handle)), Some(begun))
            }
            Ok(Ok(Written::Exists { record, input })) => (Ok(Placed::There(record, input)), None),
            Ok(other) => (Err(unexpected(format!("{other:?}"))), None),
            Err(error) => (Err(error), None),
        }
    }

    /// The run begins here and now.
    fn begin(
        self,
        (run, token): (RunKey, u64),
        (started, events): (Timestamp, u64),
        coming: Coming,
        inner: &Arc<Inner>,
    ) -> Begun {
        let Placing { version, id, correlation, flow, accepted, permit } = self;
        let stand = Stand { run, token, origin: 0, events, crashed: false, started, worked_micros: 0 };
        let durable = inner.durable(P::blueprint().name, &stand, Default::default());
        let (pipeline, watched) = (P::blueprint().name, Arc::clone(&durable));
        let watched = Watched { pipeline, id: Arc::clone(&id), durable: watched, since: started };
        inner.active.enter(run, Some(permit), &coming.task, watched);
        let ids = Ids { id: Some(id), correlation: Some(correlation), pass: 0, depth: 0 };
        let begin = Beginning::Accepted(Box::new(accepted));
        let driving = Arc::clone(&version).drive(flow, begin, ids, Arc::clone(&durable), inner);
        Begun { version, durable, driving }
    }
}

/// A run that has begun.
struct Begun {
    version: Arc<dyn Version>,
    durable: Arc<Durable>,
    driving: BoxFuture<Option<Left>>,
}
