//! What an agent may know of the call it serves.

use std::any::Any;
use std::future::Future;
use std::sync::Arc;

use crate::engine::BoxFuture;
use crate::{Site, Timestamp, path};

/// The call that an agent serves: which run, which stage, which attempt, until when.
///
/// An agent asks for it with a parameter `cx: &Context`; flows do not pass it. Unit tests use [`Context::for_test`].
#[derive(Clone)]
pub struct Context(Option<Arc<Call>>);

/// What a context knows.
struct Call {
    run: Arc<RunScope>,
    site: Option<Site>,
    deadline: Option<Timestamp>,
    attempt: Option<Arc<dyn AttemptScope>>,
}

/// What is common to all calls of a run.
#[derive(Clone)]
pub struct RunScope {
    /// The run's id.
    pub id: Arc<str>,
    /// The id under which the outer world knows what this run belongs to; the run's own if nothing was given.
    pub correlation: Arc<str>,
    /// How often it has begun anew (`restart`).
    pub pass: u64,
    /// How deep pipelines have run pipelines to get here; 0 for a run that was submitted.
    pub depth: u32,
    /// The engine's side.
    pub host: Arc<dyn Host>,
}

/// What an engine offers to all calls of a run.
pub trait Host: Send + Sync + 'static {
    /// Whether the run was cancelled.
    fn is_cancelled(&self) -> bool;

    /// Ends when the run is cancelled.
    fn cancelled(&self) -> BoxFuture<()>;

    /// Takes a progress value of the agent at `stage`.
    fn emit(&self, stage: &str, value: Arc<dyn Any + Send + Sync>);
}

/// What an engine offers to one attempt that is watched or cancelled by itself.
pub trait AttemptScope: Send + Sync + 'static {
    /// Takes note that the attempt is alive.
    fn heartbeat(&self);

    /// Whether this attempt was cancelled.
    fn is_cancelled(&self) -> bool;

    /// Ends when this attempt is cancelled.
    fn cancelled(&self) -> BoxFuture<()>;
}

impl Context {
    /// The context of an attempt, made by engines.
    pub fn new(
        run: Arc<RunScope>,
        site: Site,
        deadline: Option<Timestamp>,
        attempt: Option<Arc<dyn AttemptScope>>,
    ) -> Context {
        Context(Some(Arc::new(Call { run, site: Some(site), deadline, attempt })))
    }

    /// A context for calling an agent like any function, in a unit test: run `test`, stage `test`, attempt 1, no deadline.
    pub fn for_test() -> Context {
        let run = RunScope { id: "test".into(), correlation: "test".into(), pass: 0, depth: 0, host: Arc::new(Alone) };
        Context(Some(Arc::new(Call { run: Arc::new(run), site: None, deadline: None, attempt: None })))
    }

    /// The context of a call that never looks at it ([`Stage::USES_CONTEXT`](crate::Stage::USES_CONTEXT) is false): it
    /// costs nothing.
    pub const fn unused() -> Context {
        Context(None)
    }

    fn call(&self) -> &Call {
        self.0.as_deref().expect("a stage that does not say so uses no context")
    }

    /// The run's id.
    pub fn run_id(&self) -> &str {
        &self.call().run.id
    }

    /// The stage's path: `MarketData/quotes[17]/fetch`.
    pub fn stage(&self) -> String {
        self.call().site.as_ref().map_or_else(|| "test".into(), path::of_site)
    }

    /// Which attempt this is, from 1.
    pub fn attempt(&self) -> u32 {
        self.call().site.as_ref().map_or(1, |site| site.attempt)
    }

    /// The same for every attempt at this stage of this run, after restarts of the process too, and different for every
    /// other: what a system that knows idempotency keys should be given. A run that begins anew ([`RunScope::pass`]) has
    /// other keys in each pass.
    pub fn idempotency_key(&self) -> String {
        self.of_pass(':')
    }

    /// The id of a run within this stage, for engines: different in each pass, as idempotency keys are.
    pub fn id_within(&self) -> String {
        self.of_pass('/')
    }

    /// No stage's name has a `~` in it.
    fn of_pass(&self, separator: char) -> String {
        let (run, stage) = (&self.call().run, self.lasting_path());
        let stage = if crate::sabotage::is("shared_key") { shared(stage) } else { stage };
        match if crate::sabotage::is("shared_pass") { 0 } else { run.pass } {
            0 => format!("{}{separator}{stage}", run.id),
            pass => format!("{}{separator}{stage}~{pass}", run.id),
        }
    }

    /// The stage's path under the name with which it began: like [`stage`](Context::stage), unless it was renamed on the way.
    #[doc(hidden)]
    pub fn lasting_path(&self) -> String {
        self.call().site.as_ref().map_or_else(|| "test".into(), path::lasting)
    }

    /// The id under which the outer world knows what this run belongs to.
    pub fn correlation_id(&self) -> &str {
        &self.call().run.correlation
    }

    /// When this attempt is given up at the latest.
    pub fn deadline(&self) -> Option<Timestamp> {
        self.call().deadline
    }

    /// Whether this attempt is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.call().run.host.is_cancelled()
            || self.call().attempt.as_ref().is_some_and(|attempt| attempt.is_cancelled())
    }

    /// Ends when this attempt is no longer wanted.
    pub fn cancelled(&self) -> impl Future<Output = ()> + Send + 'static {
        match &self.call().attempt {
            Some(attempt) => attempt.cancelled(),
            None => self.call().run.host.cancelled(),
        }
    }

    /// Says that the attempt is alive, so that its heartbeat timeout begins anew.
    pub fn heartbeat(&self) {
        if let Some(attempt) = &self.call().attempt {
            attempt.heartbeat();
        }
    }

    /// Tells whoever listens how far the work is. Listeners choose by type; with none it costs nothing but the call.
    pub fn emit<T: Any + Send + Sync>(&self, progress: T) {
        self.call().run.host.emit(&self.stage(), Arc::new(progress));
    }

    /// The run, for engines.
    pub fn run(&self) -> &Arc<RunScope> {
        &self.call().run
    }

    /// The stage and attempt, for engines; none in a unit test.
    pub fn site(&self) -> Option<&Site> {
        self.call().site.as_ref()
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_none() {
            return f.write_str("Context");
        }
        f.debug_struct("Context")
            .field("run", &self.call().run.id)
            .field("stage", &self.stage())
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}

/// What a planted bug makes of the path of a stage within an item.
fn shared(stage: String) -> String {
    stage.split('[').next().unwrap_or_default().to_owned()
}

/// The host of a context without an engine.
struct Alone;

impl Host for Alone {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn cancelled(&self) -> BoxFuture<()> {
        Box::pin(std::future::pending())
    }

    fn emit(&self, _: &str, _: Arc<dyn Any + Send + Sync>) {}
}
