//! Many runs of one pipeline over a stream of inputs, so many at a time.

use std::future::Future;
use std::sync::Arc;

use futures_util::{Stream, StreamExt};
use orch_core::engine::BoxFuture;
use orch_core::{Apart, Clock, Failure, FailureKind, Machine, Pipeline, ResourceSet};

use crate::driver::{self, AnyValue, Flow, flow};
use crate::handle::{self, Handle};
use crate::launch::{Bare, Given, Launch, Settings, Supplies, alone, sole};
use crate::observe::Observer;
use crate::telemetry::report::{Collector, Reports};

/// Runs a pipeline for each input of a stream, with bounded concurrency and back pressure.
///
/// ```text
/// let runs = orch::stream(MarketData).concurrent(64).resources(&app).report(&reports).run(lines);
/// ```
///
/// `launch` is the pipeline's function, or a closure that ends with a call of it.
pub fn stream<I, P, F>(launch: F) -> Runs<F, Bare>
where
    P: Pipeline,
    F: Fn(I) -> Launch<P>,
{
    Runs { launch, resources: Bare, settings: Settings::default(), concurrent: 16, reports: None, spawn: true }
}

/// What was set for a stream of runs. See [`stream`].
#[must_use = "nothing happens before `.run(inputs)` and the stream is read"]
pub struct Runs<F, R> {
    launch: F,
    resources: R,
    settings: Settings,
    concurrent: usize,
    reports: Option<Reports>,
    spawn: bool,
}

/// A run of a stream that has ended.
#[derive(Debug)]
pub struct Finished<O> {
    /// The number of its input, from 0.
    pub index: usize,
    /// The run's id.
    pub id: Arc<str>,
    /// What it gave.
    pub result: Result<O, Failure>,
}

/// A run of a stream that does not work any more.
#[derive(Debug)]
pub enum Stopped<P: Pipeline> {
    /// It has ended.
    Ended(Finished<P::Output>),
    /// It waits for signals or timers: see [`Handle::waits`].
    Parked(Handle<P>),
}

impl<F, R> Runs<F, R> {
    /// How many runs at most are under way at once. 16 by default; at least 1.
    pub fn concurrent(mut self, most: usize) -> Self {
        self.concurrent = most.max(1);
        self
    }

    /// Takes what the agents need from an application, once for all runs.
    pub fn resources<I, P, A>(self, app: &A) -> Runs<F, Given<P::Resources>>
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P>,
        P::Resources: ResourceSet<A>,
    {
        let Runs { launch, resources: _, settings, concurrent, reports, spawn } = self;
        Runs { launch, resources: Given(P::Resources::collect(app)), settings, concurrent, reports, spawn }
    }

    /// Where times and chances come from, for all runs.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.settings.clock = Some(clock);
        self
    }

    /// Somebody who looks on at all runs.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.settings.observe(observer);
        self
    }

    /// Adds the execution report of every run to these.
    pub fn report(mut self, reports: &Reports) -> Self {
        self.reports = Some(reports.clone());
        self
    }

    /// Runs them all within the task that reads the stream, instead of one tokio task each. It costs less for a run, and
    /// uses one core.
    pub fn in_place(mut self) -> Self {
        self.spawn = false;
        self
    }

    /// The runs, each as it ends. An input is taken only when a run may start; nothing happens while nobody reads.
    /// Dropping the stream gives up what is under way.
    pub fn run<I, P, S>(self, inputs: S) -> impl Stream<Item = Finished<P::Output>> + Send
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P> + Send,
        R: Supplies<P> + Clone + Send + 'static,
        S: Stream<Item = I> + Send,
        I: Send,
    {
        let concurrent = self.concurrent;
        self.runs(inputs).buffer_unordered(concurrent)
    }

    /// Like [`run`](Runs::run), in the order of the inputs. A slow run holds back those behind it, which count as under
    /// way until they are handed out.
    pub fn run_ordered<I, P, S>(self, inputs: S) -> impl Stream<Item = Finished<P::Output>> + Send
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P> + Send,
        R: Supplies<P> + Clone + Send + 'static,
        S: Stream<Item = I> + Send,
        I: Send,
    {
        let concurrent = self.concurrent;
        self.runs(inputs).buffered(concurrent)
    }

    /// Like [`run`](Runs::run), but a run that comes to wait for signals or timers, and for nothing else, gives its place
    /// to the next and is handed out as it is: it can be answered now, or later, or left waiting. Each run is a tokio task;
    /// dropping the stream lets those under way go on.
    pub fn run_until_parked<I, P, S>(self, inputs: S) -> impl Stream<Item = Stopped<P>> + Send
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P> + Send,
        R: Supplies<P> + Clone + Send + 'static,
        S: Stream<Item = I> + Send,
        I: Send,
    {
        let concurrent = self.concurrent;
        let launches = self.launches(inputs);
        launches
            .map(|(index, input, resources, own)| until_parked::<P>(index, input, resources, own))
            .buffer_unordered(concurrent)
    }

    fn runs<I, P, S>(
        self,
        inputs: S,
    ) -> impl Stream<Item = impl Future<Output = Finished<P::Output>> + Send + use<I, P, S, F, R>> + Send
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P> + Send,
        R: Supplies<P> + Clone + Send + 'static,
        S: Stream<Item = I> + Send,
        I: Send,
    {
        let spawn = self.spawn;
        let launches = self.launches(inputs);
        launches.map(move |(index, input, resources, own)| one::<P>(index, input, resources, own, spawn))
    }

    fn launches<I, P, S>(
        self,
        inputs: S,
    ) -> impl Stream<Item = (usize, P::Input, P::Resources, Settings)> + Send + use<I, P, S, F, R>
    where
        P: Pipeline,
        F: Fn(I) -> Launch<P> + Send,
        R: Supplies<P> + Clone + Send + 'static,
        S: Stream<Item = I> + Send,
        I: Send,
    {
        let Runs { launch, resources, settings, reports, .. } = self;
        inputs.enumerate().map(move |(index, input)| {
            let (input, _, mut own) = launch(input).into_parts();
            own.clock = own.clock.or_else(|| settings.clock.clone());
            settings.observer.iter().for_each(|observer| own.observe(Arc::clone(observer)));
            if let Some(reports) = &reports {
                own.observe(Arc::new(Collector::new(P::plan()).then(reports)));
            }
            (index, input, resources.clone().supply(), own)
        })
    }
}

async fn one<P: Pipeline>(
    index: usize,
    input: P::Input,
    resources: P::Resources,
    settings: Settings,
    spawn: bool,
) -> Finished<P::Output> {
    let flow = flow(Machine::<P>::new(), resources);
    let (id, result) = one_any(flow, Arc::new(input), settings, spawn).await;
    Finished { index, id, result: result.map(sole) }
}

type One = (Arc<str>, Result<AnyValue, Failure>);

// Boxed: it is compiled once and not with every pipeline.
fn one_any(flow: Box<dyn Flow>, input: AnyValue, settings: Settings, spawn: bool) -> BoxFuture<One> {
    Box::pin(async move {
        let engine = settings.open(flow.blueprint());
        let id = Arc::clone(&engine.0.scope().id);
        let run = async move { Ok(alone(driver::drive(engine, flow, input).await.map_err(Apart::into_inner)?).await) };
        let result = if spawn { in_task(run).await } else { run.await };
        (id, result)
    })
}

async fn until_parked<P: Pipeline>(
    index: usize,
    input: P::Input,
    resources: P::Resources,
    settings: Settings,
) -> Stopped<P> {
    let run = handle::start::<P>(input, resources, settings);
    run.stopped().await;
    if !run.is_finished() {
        return Stopped::Parked(run);
    }
    let id = run.id().into();
    Stopped::Ended(Finished { index, id, result: run.into_result().await })
}

async fn in_task<O, F>(run: F) -> Result<O, Failure>
where
    O: Send + 'static,
    F: Future<Output = Result<O, Failure>> + Send + 'static,
{
    crate::engine::in_task(run)
        .await
        .unwrap_or_else(|failure| Err(Failure { kind: FailureKind::Interrupted, ..failure.into_inner() }))
}
