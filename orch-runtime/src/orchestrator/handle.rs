//! The handle of a durable run. It outlives the process: another one attaches to the same run by its id.

use std::ops::Deref;
use std::sync::Arc;

use orch_core::store::{LetterKind, NewLetter, Recipient, Refused, RunKey, RunRecord, StoreError, Write, Written};
use orch_core::{Durable, Failure, Pipeline, Sending, SignalError, SignalPort, codec};
use serde_json::Value;

use super::outcome::Cell;
use super::recovery::read_events;
use super::version::Registered;
use super::{AttachError, Inner, OperateError, Orchestrator, Origin, StateError};
use crate::known;

/// A run that was submitted. Dropping it lets the run go on; a clone is another handle of the same run.
pub struct RunHandle<P: Pipeline> {
    inner: Arc<Inner>,
    version: Arc<Registered<P>>,
    run: RunKey,
    id: Arc<str>,
    cell: Arc<Cell<P>>,
    origin: Origin,
    signals: Arc<P::Signals>,
}

impl<P: Pipeline> Clone for RunHandle<P> {
    fn clone(&self) -> Self {
        RunHandle {
            inner: Arc::clone(&self.inner),
            version: Arc::clone(&self.version),
            run: self.run,
            id: Arc::clone(&self.id),
            cell: Arc::clone(&self.cell),
            origin: self.origin.clone(),
            signals: Arc::clone(&self.signals),
        }
    }
}

/// The signals of the run are methods of its handle: `run.review(verdict).await?`. When one is ready, it is on disk.
impl<P: Pipeline> Deref for RunHandle<P> {
    type Target = P::Signals;

    fn deref(&self) -> &P::Signals {
        &self.signals
    }
}

impl<P: Pipeline> std::fmt::Debug for RunHandle<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunHandle").field("id", &self.id).field("run", &self.run).finish_non_exhaustive()
    }
}

impl Orchestrator {
    /// A handle of a run that was submitted before, by this process or another, and may have ended.
    ///
    /// # Errors
    /// If there is no such run, or the pipeline is not registered.
    pub async fn attach<P: Durable>(&self, id: &str) -> Result<RunHandle<P>, AttachError> {
        let pipeline = P::blueprint().name;
        let version = self.inner.version::<P>().ok_or(AttachError::NotRegistered(pipeline))?;
        let wanted = id.to_owned();
        let found =
            self.inner.journal.read(move |store| Box::pin(async move { store.find(pipeline, &wanted).await })).await?;
        let record = found.ok_or_else(|| AttachError::NoRun { pipeline, id: id.to_owned() })?;
        Ok(RunHandle::new(&self.inner, &version, record.run, id.into()))
    }
}

impl<P: Pipeline> RunHandle<P> {
    pub(super) fn new(inner: &Arc<Inner>, version: &Arc<Registered<P>>, run: RunKey, id: Arc<str>) -> RunHandle<P> {
        let cell = version.outcomes.cell(run);
        let origin = Origin::default();
        let signals = Arc::new(port(inner, run, &origin).into());
        RunHandle { inner: Arc::clone(inner), version: Arc::clone(version), run, id, cell, origin, signals }
    }

    /// The same run, handled by somebody: who they are and why they do it is recorded with every signal.
    ///
    /// ```text
    /// run.acting(Origin::of("ann").because("the customer called")).review(Verdict::Accept).await?;
    /// ```
    #[must_use]
    pub fn acting(&self, origin: impl Into<Origin>) -> RunHandle<P> {
        let origin = origin.into();
        let signals = Arc::new(port(&self.inner, self.run, &origin).into());
        RunHandle { origin, signals, ..self.clone() }
    }

    /// The run's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The run's number in its store.
    pub fn key(&self) -> RunKey {
        self.run
    }

    /// Waits for the end of the run, wherever it is driven, and shares its output. When this is ready, the end is on disk.
    ///
    /// # Errors
    /// The failure that ended the run. One of kind `Interrupted` may also say that how it ends will not be known here: the store
    /// has failed, or the orchestrator was shut down. One of kind `Incompatible` says that the run fits no version that is
    /// registered here: it is as it was, and goes on with a build that it fits.
    pub async fn result(&self) -> Result<Arc<P::Output>, Failure> {
        // Before the bell rings, so that this is seen to be waited for.
        let waiting = self.cell.listen();
        if !self.cell.is_known() && !self.inner.active.contains(self.run) {
            self.inner.bell.notify_one();
        }
        waiting.told().await
    }

    /// What the store knows of the run.
    ///
    /// # Errors
    /// If it was pruned, or the store failed.
    pub async fn record(&self) -> Result<RunRecord, StateError> {
        let run = self.run;
        self.inner.journal.read(move |store| store.run(run)).await?.ok_or(StateError::NoRun)
    }

    /// The state of the run as it is recorded: typed slots, and how far each stage has come.
    ///
    /// # Errors
    /// If it was pruned or erased, does not fit this build, or the store failed.
    pub async fn state(&self) -> Result<P::State, StateError> {
        let record = self.record().await?;
        if record.erased {
            return Err(StateError::Erased);
        }
        let run = self.run;
        let entries = self
            .inner
            .journal
            .read(move |store| Box::pin(async move { read_events(store, run, record.origin).await }))
            .await?;
        let (machine, ..) = Registered::<P>::replay(entries).map_err(StateError::Incompatible)?;
        Ok(machine.into_state())
    }

    /// Ends the run with a failure of kind `Cancelled`, wherever it is driven. When this is ready, that is on disk.
    ///
    /// # Errors
    /// If the run has ended, sender and reason are too large, or the store failed.
    pub async fn cancel(&self, origin: impl Into<Origin>) -> Result<(), OperateError> {
        let origin = self.inner.checked(origin.into())?;
        let posted = self.inner.post(Recipient::Run(self.run), LetterKind::Cancel, origin).await?;
        posted.map_err(|why| OperateError::refused(P::blueprint().name, &self.id, why))
    }

    /// Sends a signal by name, with an encoded payload. The typed methods of the run do the same with less that can go wrong.
    /// When this is ready, it is on disk; it is under way from the moment of the call.
    ///
    /// A signal that comes before the flow waits for it is kept, in order, per name and key. What the pipeline does not know
    /// itself goes to the first pipeline within it that waits for it.
    ///
    /// # Errors
    /// If neither the pipeline nor one within it knows such a signal, the payload is not of its type, the run has ended, or the
    /// store failed.
    pub fn signal(&self, name: &str, key: Option<&str>, payload: Value) -> Sending {
        let own = known::own(P::blueprint(), name);
        let Some(known) = own.or_else(|| known::within(P::blueprint(), name)) else {
            let all = known::all(P::blueprint()).join("`, `");
            return Sending::ready(Err(SignalError::Unknown { name: name.to_owned(), known: all }));
        };
        if let Err(error) = known::check::<P>(known, own.is_some(), &payload) {
            return Sending::ready(Err(error.into()));
        }
        send(&self.inner, self.run, &self.origin, known, key.map(str::to_owned), &payload)
    }
}

/// Where the typed signals of a run go.
fn port(inner: &Arc<Inner>, run: RunKey, origin: &Origin) -> SignalPort {
    let (inner, origin) = (Arc::clone(inner), origin.clone());
    SignalPort::new(move |name, key, payload| match payload {
        Ok(payload) => send(&inner, run, &origin, name, key, &payload),
        Err(error) => Sending::ready(Err(error.into())),
    })
}

fn send(
    inner: &Arc<Inner>,
    run: RunKey,
    origin: &Origin,
    name: &'static str,
    key: Option<String>,
    payload: &Value,
) -> Sending {
    let payload = codec::text(payload);
    let bytes = payload.len() + key.as_ref().map_or(0, String::len) + origin.bytes();
    let limit = inner.settings.limits.payload;
    if bytes > limit {
        // Refused here: once it is taken it would be the run that fails.
        return Sending::ready(Err(SignalError::TooLarge { name, bytes, limit }));
    }
    let kind = LetterKind::Signal { name: name.to_owned(), key, payload };
    let posted = inner.post(Recipient::Run(run), kind, origin.clone());
    Sending::when(Box::pin(async move {
        match posted.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Refused::Ended | Refused::NoRun)) => Err(SignalError::Ended(name)),
            Ok(Err(refused)) => Err(SignalError::Store(refused.to_string())),
            Err(error) => Err(SignalError::Store(error.to_string())),
        }
    }))
}

impl Inner {
    /// Sends a letter, and tells the run if it is driven here. It is under way from the moment of the call. The run may refuse it.
    pub(super) fn post(
        self: &Arc<Self>,
        to: Recipient,
        kind: LetterKind,
        origin: Origin,
    ) -> impl Future<Output = Result<Result<(), Refused>, StoreError>> + Send + use<> {
        let Origin { sender, reason } = origin;
        let (time, limit) = (self.clock.now(), self.settings.max_mail);
        let letter = NewLetter { to, kind, sender, reason, time, limit };
        let posted = self.journal.write(Write::Post(Box::new(letter)));
        let inner = Arc::clone(self);
        async move {
            match posted.await? {
                Ok(Written::Posted { run, owner, .. }) => {
                    let here = owner.as_ref() == Some(&inner.process);
                    if here || owner.is_none() {
                        inner.active.nudge(run);
                        inner.bell.notify_one();
                    }
                    Ok(Ok(()))
                }
                Ok(other) => Err(super::submit::unexpected(format!("{other:?}"))),
                Err(refused) => Ok(Err(refused)),
            }
        }
    }
}
