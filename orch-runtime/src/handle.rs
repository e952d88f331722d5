//! The handle of a run that was started: its result, its signals, its events, its end.

use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

use futures_util::{Stream, StreamExt};
use orch_blueprint::Blueprint;
use orch_core::engine::BoxFuture;
use orch_core::{Apart, Failure, FailureKind, Machine, Pipeline, Sending, SignalError, SignalPort};
use serde_json::Value;
use tokio::sync::watch;

use crate::control::{Control, Mail};
use crate::driver::{self, AnyValue, Flow, Letter, flow, typed};
use crate::engine::Embedded;
use crate::known;
use crate::launch::{Settings, alone, sole};
use crate::parked::Wait;
use crate::telemetry::events::{Events, Log};

/// A run that was started. Its signals are methods of it: `run.review(verdict).await`.
///
/// Dropping it lets the run go on. A clone is another handle of the same run.
pub struct Handle<P: Pipeline> {
    engine: Embedded,
    outcome: watch::Receiver<Option<Outcome>>,
    parked: watch::Receiver<Vec<Wait>>,
    log: Arc<Log>,
    signals: Arc<P::Signals>,
}

type Outcome = Result<AnyValue, Failure>;

impl<P: Pipeline> Clone for Handle<P> {
    fn clone(&self) -> Self {
        Handle {
            engine: self.engine.clone(),
            outcome: self.outcome.clone(),
            parked: self.parked.clone(),
            log: Arc::clone(&self.log),
            signals: Arc::clone(&self.signals),
        }
    }
}

impl<P: Pipeline> std::fmt::Debug for Handle<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("id", &self.id()).finish_non_exhaustive()
    }
}

pub(crate) fn start<P: Pipeline>(input: P::Input, resources: P::Resources, settings: Settings) -> Handle<P> {
    let (handle, run) = prepare(input, resources, settings);
    spawn(run);
    handle
}

fn spawn(run: BoxFuture<()>) {
    tokio::spawn(run);
}

/// A run with its handle, to be driven by whoever polls it.
pub(crate) fn prepare<P: Pipeline>(
    input: P::Input,
    resources: P::Resources,
    settings: Settings,
) -> (Handle<P>, BoxFuture<()>) {
    let (prepared, run) = prepare_any(flow(Machine::<P>::new(), resources), Arc::new(input), settings);
    let Prepared { engine, outcome, parked, log, port } = prepared;
    (Handle { engine, outcome, parked, log, signals: Arc::new(port.into()) }, run)
}

/// A handle without its types.
struct Prepared {
    engine: Embedded,
    outcome: watch::Receiver<Option<Outcome>>,
    parked: watch::Receiver<Vec<Wait>>,
    log: Arc<Log>,
    port: SignalPort,
}

fn prepare_any(flow: Box<dyn Flow>, input: AnyValue, mut settings: Settings) -> (Prepared, BoxFuture<()>) {
    let log = Arc::new(Log::new(settings.keep_events));
    settings.observe(Arc::clone(&log) as _);
    let engine = settings.open(flow.blueprint());
    let parked = engine.0.control.parking.watch();
    let (done, outcome) = watch::channel(None);
    let run = driver::drive(engine.clone(), flow, input);
    let closing = Arc::clone(&log);
    let run = async move {
        let _ = done.send(Some(run.await.map_err(Apart::into_inner)));
        closing.close();
    };
    let port = port(engine.0.control.share());
    (Prepared { engine, outcome, parked, log, port }, Box::pin(run))
}

fn port(control: Arc<Control>) -> SignalPort {
    SignalPort::new(move |name, key, payload| {
        let payload = payload.map_err(SignalError::from);
        Sending::ready(payload.and_then(|payload| put(&control, name, key, payload)))
    })
}

/// In memory a signal is taken, or refused, when it is sent.
fn put(control: &Control, name: &'static str, key: Option<String>, payload: Value) -> Result<(), SignalError> {
    match control.send(Mail::Signal { name, key, letter: Letter { payload, number: None } }) {
        true => Ok(()),
        false => Err(SignalError::Ended(name)),
    }
}

impl<P: Pipeline> Handle<P> {
    /// The run's id.
    pub fn id(&self) -> &str {
        &self.engine.0.scope().id
    }

    /// Waits for the end of the run, and shares its output. May be called any number of times.
    ///
    /// # Errors
    /// The failure that ended the run.
    pub async fn result(&self) -> Result<Arc<P::Output>, Failure> {
        self.ended().await.map(typed)
    }

    /// Waits for the end of the run, and takes its output. Waits for other handles to be dropped too.
    ///
    /// # Errors
    /// The failure that ended the run.
    pub async fn into_result(self) -> Result<P::Output, Failure> {
        let outcome = self.ended().await;
        drop(self);
        Ok(sole(alone(outcome?).await))
    }

    fn ended(&self) -> BoxFuture<Outcome> {
        ended(self.outcome.clone(), P::blueprint())
    }

    /// Whether the run has ended.
    pub fn is_finished(&self) -> bool {
        self.outcome.borrow().is_some() || self.outcome.has_changed().is_err()
    }

    /// What the run waits for, if it is parked: if it waits for signals or timers, and for nothing else. Empty while any of
    /// its stages works, and after its end. A pipeline that runs as a stage works unless it is parked itself; what it waits
    /// for has the path of that stage before its own: `Orders/order[2]/Order/review`.
    pub fn waits(&self) -> Vec<Wait> {
        if self.is_finished() { Vec::new() } else { self.parked.borrow().clone() }
    }

    /// Waits until the run has ended or is parked.
    pub async fn stopped(&self) {
        let (mut outcome, mut parked) = (self.outcome.clone(), self.parked.clone());
        let ended = std::pin::pin!(outcome.wait_for(Option::is_some));
        let parked = std::pin::pin!(parked.wait_for(|waits| !waits.is_empty()));
        futures_util::future::select(ended, parked).await;
    }

    /// Ends the run with a failure of kind `Cancelled` that says `reason`. What runs is dropped, agents on other threads
    /// are told through their context; then what the run did is undone where its stages say how. `false` if the run has
    /// ended already; a run that is being undone goes on with that.
    pub fn cancel(&self, reason: impl Into<String>) -> bool {
        self.engine.0.control.send(Mail::Cancel(reason.into()))
    }

    /// Sends a signal by name, with an encoded payload. The typed methods of the run do the same with less that can go
    /// wrong. A signal that comes before the flow waits for it is kept, in order, per name and key.
    ///
    /// What the pipeline does not know itself goes to the first pipeline within it that waits for it; to tell several of
    /// them apart, let them wait with a key.
    ///
    /// It is sent at once; awaiting tells whether it was taken. An error says that neither the pipeline nor one within it
    /// knows such a signal, that the payload is not of its type, or that the run has ended.
    pub fn signal(&self, name: &str, key: Option<&str>, payload: Value) -> Sending {
        Sending::ready(self.put(name, key, payload))
    }

    fn put(&self, name: &str, key: Option<&str>, payload: Value) -> Result<(), SignalError> {
        let own = known::own(P::blueprint(), name);
        let Some(known) = own.or_else(|| known::within(P::blueprint(), name)) else { return Err(unknown::<P>(name)) };
        known::check::<P>(known, own.is_some(), &payload)?;
        let (control, key) = (&self.engine.0.control, key.map(Into::into));
        match own {
            Some(_) => put(control, known, key, payload),
            None if control.send_below(known, key, Letter { payload, number: None }) => Ok(()),
            None => Err(SignalError::Ended(known)),
        }
    }

    /// What happens in the run, from now on; from the first event on after [`keep_events`](crate::Launch::keep_events).
    /// The stream ends with the run.
    pub fn events(&self) -> Events {
        self.log.listen()
    }

    /// What agents told with `cx.emit(value)` where the value is a `T`, from now on: the stage's path and the value.
    pub fn progress<T: Any + Send + Sync>(&self) -> impl Stream<Item = (Arc<str>, Arc<T>)> + Send + Unpin + use<T, P> {
        let told = self.engine.0.control.progress.listen();
        Box::pin(told.filter_map(|(stage, value)| async move { Some((stage, value.downcast::<T>().ok()?)) }))
    }
}

impl<P: Pipeline> Deref for Handle<P> {
    type Target = P::Signals;

    fn deref(&self) -> &P::Signals {
        &self.signals
    }
}

fn ended(mut outcome: watch::Receiver<Option<Outcome>>, blueprint: &'static Blueprint) -> BoxFuture<Outcome> {
    Box::pin(async move {
        match outcome.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            _ => Err(Failure::new(FailureKind::Interrupted, "the runtime shut down while the run was under way")
                .at(blueprint.name)),
        }
    })
}

fn unknown<P: Pipeline>(name: &str) -> SignalError {
    let known = known::all(P::blueprint());
    SignalError::Unknown { name: name.to_owned(), known: known.join("`, `") }
}
