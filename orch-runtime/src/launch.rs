//! A run that was not started yet: what `MarketData(line)` gives.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::engine::BoxFuture;
use orch_core::{Apart, Clock, Failure, NoResources, Pipeline, ResourceSet};

use crate::clock::RunClock;
use crate::control::RunControl;
use crate::driver::{AnyValue, Codec, Durable, Whole, fresh, typed};
use crate::engine::{self, Above, Embedded, Run};
use crate::handle::{self, Handle};
use crate::observe::{Both, Observer};
use crate::rare::Rare;
use crate::telemetry::report::{Collector, Reports, RunReport};

/// A pipeline with its input, ready to run in memory on tokio.
///
/// ```text
/// let receipt = MarketData(line).resources(&app).run().await?;
/// ```
///
/// Nothing happens before `run`, `start` or `.await`. A pipeline whose agents need resources does not compile without
/// [`resources`](Launch::resources); the compiler names what is missing.
#[must_use = "nothing happens before `.run().await` or `.start()`"]
pub struct Launch<P: Pipeline, R = Bare> {
    /// The input and the resources, until it is polled.
    given: Option<(P::Input, R)>,
    settings: Rare<Settings>,
    /// Named by whoever looks on.
    codec: Option<&'static Codec<P>>,
    /// The run, from then on.
    run: Whole,
}

/// What was set for one run.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) id: Option<Arc<str>>,
    pub(crate) correlation: Option<Arc<str>>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) keep_events: bool,
}

/// The resources of a launch that was given none.
#[derive(Debug, Clone, Copy)]
pub struct Bare;

/// The resources of a launch, taken from an application.
#[derive(Debug, Clone)]
pub struct Given<R>(pub(crate) R);

/// Has what the agents of `P` need. Implemented by [`Given`], and by [`Bare`] for pipelines that need nothing.
pub trait Supplies<P: Pipeline> {
    /// Hands it over.
    fn supply(self) -> P::Resources;
}

impl<P: Pipeline> Supplies<P> for Bare
where
    P::Resources: ResourceSet<NoResources>,
{
    fn supply(self) -> P::Resources {
        P::Resources::collect(&NoResources)
    }
}

impl<P: Pipeline> Supplies<P> for Given<P::Resources> {
    fn supply(self) -> P::Resources {
        self.0
    }
}

/// Names what a launch needs to be awaited, and is never made.
// A bound of a type is told as what it is: of one that stands on the `impl` itself rustc says "remove the `.await`".
#[doc(hidden)]
pub struct Awaited<P: Pipeline, R: Supplies<P>>(PhantomData<fn() -> (P, R)>);

/// The same for what is compiled: rustc comes to it behind [`Awaited`], and does not say the same again.
#[doc(hidden)]
pub trait Starts<P: Pipeline>: Supplies<P> {}

impl<P: Pipeline, R: Supplies<P>> Starts<P> for R {}

impl<P: Pipeline> Launch<P> {
    /// A launch with this input. Generated code calls it.
    pub fn new(input: P::Input) -> Launch<P> {
        Launch { given: Some((input, Bare)), settings: Rare::default(), codec: None, run: Whole::Over }
    }
}

impl<P: Pipeline, R> Launch<P, R> {
    /// Gives up the launch for its input: for engines and the testing kit.
    pub fn into_input(self) -> P::Input {
        untouched(self.given).0
    }

    /// Takes what the agents need from an application.
    pub fn resources<A>(self, app: &A) -> Launch<P, Given<P::Resources>>
    where
        P::Resources: ResourceSet<A>,
    {
        let given = Some((untouched(self.given).0, Given(P::Resources::collect(app))));
        Launch { given, settings: self.settings, codec: self.codec, run: Whole::Over }
    }

    /// The run's id. Idempotency keys are derived from it. By default 16 hexadecimal digits drawn from the clock.
    pub fn id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.settings.make().id = Some(id.into());
        self
    }

    /// The id under which the outer world knows what this run belongs to. By default the run's own.
    pub fn correlation(mut self, id: impl Into<Arc<str>>) -> Self {
        self.settings.make().correlation = Some(id.into());
        self
    }

    /// Where times and chances come from. By default a fresh [`SystemClock`](crate::SystemClock).
    ///
    /// Waits themselves are tokio's: use a clock that follows tokio's time, as [`SeededClock`](crate::SeededClock) does.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.settings.make().clock = Some(clock);
        self
    }

    /// Somebody who looks on. May be given several times.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.settings.make().observe(observer);
        self.codec = Some(Codec::named());
        self
    }

    /// Adds the run's execution report to these when it has ended.
    pub fn report(self, reports: &Reports) -> Self {
        let collector = Collector::new(P::plan()).then(reports);
        self.observer(Arc::new(collector))
    }

    /// Keeps the events from the first one on, so that [`Handle::events`] misses none however late it is called.
    pub fn keep_events(mut self) -> Self {
        self.settings.make().keep_events = true;
        self
    }

    /// Runs it within the calling task, to its end. Dropping the future gives the run up, and nothing is undone then.
    ///
    /// # Errors
    /// The failure that ended the run: of a stage, of plain Rust, or of the run's own deadline.
    ///
    /// # Panics
    /// If something has to wait, outside of a tokio runtime with time enabled.
    // The type of the future does not name `R`: a missing resource is then complained about once.
    pub fn run(self) -> Running<P::Output>
    where
        R: Supplies<P>,
    {
        Running { run: whole(untouched(self.given), self.settings, self.codec), output: PhantomData }
    }

    /// Runs it like [`run`](Launch::run), and tells where the time went.
    pub fn run_with_report(self) -> BoxFuture<(Result<P::Output, Failure>, RunReport)>
    where
        R: Supplies<P>,
    {
        let collector = Arc::new(Collector::new(P::plan()));
        let run = self.observer(Arc::clone(&collector) as Arc<dyn Observer>).run();
        Box::pin(async move {
            let result = run.await;
            (result, collector.report())
        })
    }

    /// Starts it as a tokio task of its own. The run goes on if the handle is dropped.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start(self) -> Handle<P>
    where
        R: Supplies<P>,
    {
        let (input, resources) = untouched(self.given);
        handle::start::<P>(input, resources.supply(), self.settings.into_inner())
    }

    /// Starts it like [`start`](Launch::start), as a future that whoever calls this polls: for drivers of time.
    #[doc(hidden)]
    pub fn prepare(self) -> (Handle<P>, BoxFuture<()>)
    where
        R: Supplies<P>,
    {
        let (input, resources) = untouched(self.given);
        handle::prepare::<P>(input, resources.supply(), self.settings.into_inner())
    }

    /// Its input, its resources and an engine that calls its agents: for drivers other than this crate's.
    #[doc(hidden)]
    pub fn dismantle(self) -> (P::Input, P::Resources, Embedded)
    where
        R: Supplies<P>,
    {
        let (input, resources) = untouched(self.given);
        (input, resources.supply(), open_alone(self.settings, P::blueprint()))
    }

    pub(crate) fn into_parts(self) -> (P::Input, R, Settings) {
        let (input, resources) = untouched(self.given);
        (input, resources, self.settings.into_inner())
    }
}

/// The run of this, which was not polled yet.
#[inline]
fn whole<P: Pipeline, R: Supplies<P>>(
    (input, resources): (P::Input, R),
    settings: Rare<Settings>,
    codec: Option<&'static Codec<P>>,
) -> Whole {
    Whole::New(fresh(resources.supply(), codec), Arc::new(input), settings)
}

/// What was given to a launch that nobody has polled. Only who polls one by hand can still call its methods.
fn untouched<T>(given: Option<T>) -> T {
    given.expect("a launch that was polled goes on as it is")
}

// As a future of its own, and not by `IntoFuture`: there is an `impl` of that for all futures, and of two that may be meant rustc
// does not say what is missing for one.
impl<P: Pipeline, R> Future for Launch<P, R>
where
    Awaited<P, R>:,
    R: Starts<P>,
{
    type Output = Result<P::Output, Failure>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(given) = self.given.take() {
            self.run = whole(given, std::mem::take(&mut self.settings), self.codec);
        }
        poll(&mut self.run, cx)
    }
}

/// Its input is not polled.
impl<P: Pipeline, R> Unpin for Launch<P, R> {}

/// What a run is known by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// Drawn from the clock if it is not given.
    pub(crate) id: Option<Arc<str>>,
    /// The id, if it is not given.
    pub(crate) correlation: Option<Arc<str>>,
    pub(crate) pass: u64,
    pub(crate) depth: u32,
}

impl Settings {
    pub(crate) fn observe(&mut self, observer: Arc<dyn Observer>) {
        self.observer = Some(match self.observer.take() {
            Some(other) => Arc::new(Both(other, observer)),
            None => observer,
        });
    }

    /// The engine of a run that nobody runs as a stage.
    pub(crate) fn open(self, blueprint: &'static Blueprint) -> Embedded {
        // Of a clock that somebody gave, chances are drawn in the same order in every run.
        let drawn = self.clock.as_ref().filter(|_| self.id.is_none()).map(|clock| fresh_id(clock.random()));
        let ids = Ids { id: self.id.or(drawn), correlation: self.correlation, pass: 0, depth: 0 };
        open(blueprint, ids.into(), RunClock::of(self.clock), self.observer, Rare::default(), None)
    }
}

/// The same with whatever was set, which mostly is nothing.
pub(crate) fn open_alone(settings: Rare<Settings>, blueprint: &'static Blueprint) -> Embedded {
    match settings.get() {
        None => open(blueprint, Rare::default(), RunClock::of(None), None, Rare::default(), None),
        Some(_) => settings.into_inner().open(blueprint),
    }
}

pub(crate) fn fresh_id(chance: u64) -> Arc<str> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits: [u8; 16] = std::array::from_fn(|n| DIGITS[(chance >> (60 - 4 * n)) as usize & 15]);
    str::from_utf8(&digits).unwrap_or_default().into()
}

/// Opens the engine's side of a run.
#[inline]
pub(crate) fn open(
    blueprint: &'static Blueprint,
    ids: Rare<Ids>,
    clock: RunClock,
    observer: Option<Arc<dyn Observer>>,
    above: Rare<Above>,
    durable: Option<Arc<Durable>>,
) -> Embedded {
    let outermost = above.get().is_none();
    let began = || durable.as_ref().and_then(|durable| durable.began(outermost));
    let until = above.get().and_then(|above| above.until);
    Embedded::of(Run {
        scope: OnceLock::new(),
        ids,
        blueprint,
        deadline: engine::deadline(blueprint, || began().unwrap_or_else(|| clock.now()), until),
        clock,
        control: RunControl::default(),
        observer,
        above,
        stages: Default::default(),
        durable,
    })
}

/// A run in memory, within the task that awaits it: what [`Launch::run`] gives, where its errors and panics are told. It gives the output of
/// the pipeline, or the failure that ended the run.
///
/// Nothing happens before it is first polled. Dropping it gives the run up, and nothing is undone then.
///
/// ```text
/// let run: Running<Receipt> = MarketData(line).run();
/// let receipt = run.await?;
/// ```
// The run itself is compiled once: this only knows what its output is.
#[must_use = "nothing happens before it is awaited"]
pub struct Running<T> {
    run: Whole,
    output: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Future for Running<T> {
    type Output = Result<T, Failure>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll(&mut self.run, cx)
    }
}

#[inline]
fn poll<T: Send + Sync + 'static>(run: &mut Whole, cx: &mut Context<'_>) -> Poll<Result<T, Failure>> {
    Pin::new(run).poll(cx).map(|outcome| outcome.map(sole).map_err(Apart::into_inner))
}

impl<T> std::fmt::Debug for Running<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}

/// The output once nobody else holds it. The state and all attempts are gone, so it is the caller's alone, with one exception:
/// an agent on the blocking pool that was given up may still look at it. It was told to stop, and is waited for.
pub(crate) async fn alone(output: AnyValue) -> AnyValue {
    let mut pause = Duration::from_micros(100);
    while Arc::strong_count(&output) > 1 {
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
    output
}

/// An output that nobody else holds.
pub(crate) fn sole<T: Send + Sync + 'static>(output: AnyValue) -> T {
    let output = typed(output);
    Arc::try_unwrap(output).unwrap_or_else(|_| unreachable!("whoever is alone with an output stays alone"))
}
