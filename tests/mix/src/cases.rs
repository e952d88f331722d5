//! The runs of the mix: which pipelines with which inputs, and what reaches them from outside.

use std::sync::Arc;
use std::time::Duration;

use orch::store::{MemoryStore, Store};
use orch::{Builder, Failure, FailureKind, Launch, Orchestrator, RunHandle, SeededClock, SubmitError};
use orch_core::Durable;
use orch_core::engine::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agents::App;
use crate::flows::*;
use crate::witness::Lines;

/// A run of the mix.
#[derive(Clone)]
pub struct Case {
    /// Its id, unique over all pipelines.
    pub id: String,
    /// The name of its pipeline.
    pub pipeline: &'static str,
    /// Its pipeline and input.
    pub runs: Arc<dyn Runs>,
    /// The signals that it is sent, in this order.
    pub letters: Vec<Signal>,
    /// Whether it is cancelled.
    pub cancelled: bool,
}

/// A signal to a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// Its business key.
    pub key: Option<String>,
    /// What it says: another number than every other signal to the run.
    pub payload: u64,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// Well.
    Gave(Value),
    /// With a failure.
    Failed {
        /// Where.
        stage: String,
        /// How.
        kind: FailureKind,
        /// What was said.
        message: String,
    },
}

impl From<&Failure> for Outcome {
    fn from(failure: &Failure) -> Outcome {
        let Failure { stage, kind, message, .. } = failure.clone();
        Outcome::Failed { stage, kind, message }
    }
}

/// A pipeline and an input, their types forgotten.
pub trait Runs: Send + Sync {
    /// Submits the run.
    fn submit<'a>(&'a self, to: &'a Orchestrator, id: &'a str) -> BoxFuture<Result<Box<dyn Running>, SubmitError>>;
}

/// A handle of a run, its type forgotten.
pub trait Running: Send + Sync {
    /// The run's number in its store.
    fn key(&self) -> orch::store::RunKey;

    /// Sends a signal.
    fn signal(&self, signal: Signal) -> BoxFuture<Result<(), String>>;

    /// Cancels the run.
    fn cancel(&self) -> BoxFuture<Result<(), String>>;

    /// Waits for its end; the error says that it will not be known here.
    fn outcome(&self) -> BoxFuture<Result<Outcome, String>>;
}

struct Of<P: Durable>(P::Input);

impl<P: Durable> Runs for Of<P>
where
    P::Input: Clone + Send + Sync,
    P::Output: Serialize,
{
    fn submit<'a>(&'a self, to: &'a Orchestrator, id: &'a str) -> BoxFuture<Result<Box<dyn Running>, SubmitError>> {
        let submit = to.submit(Launch::<P>::new(self.0.clone())).id(id);
        Box::pin(async move { Ok(Box::new(submit.await?) as Box<dyn Running>) })
    }
}

impl<P: Durable> Running for RunHandle<P>
where
    P::Output: Serialize,
{
    fn key(&self) -> orch::store::RunKey {
        RunHandle::key(self)
    }

    fn signal(&self, signal: Signal) -> BoxFuture<Result<(), String>> {
        let handle = self.clone();
        Box::pin(async move {
            let sent = handle.signal(&signal.name, signal.key.as_deref(), signal.payload.into());
            sent.await.map_err(|error| error.to_string())
        })
    }

    fn cancel(&self) -> BoxFuture<Result<(), String>> {
        let handle = self.clone();
        Box::pin(async move { handle.cancel("enough").await.map_err(|error| error.to_string()) })
    }

    fn outcome(&self) -> BoxFuture<Result<Outcome, String>> {
        let handle = self.clone();
        Box::pin(async move {
            match handle.result().await {
                Ok(output) => serde_json::to_value(&*output).map(Outcome::Gave).map_err(|error| error.to_string()),
                // How the handle says that it will not know.
                Err(failure) if failure.kind == FailureKind::Interrupted => Err(failure.message),
                Err(failure) => Ok(Outcome::from(&failure)),
            }
        })
    }
}

fn case<P: Durable<Input = (I,)>, I>(id: &str, input: I) -> Case
where
    I: Clone + Send + Sync + 'static,
    P::Output: Serialize,
{
    let runs = Arc::new(Of::<P>((input,)));
    Case { id: id.to_owned(), pipeline: P::blueprint().name, runs, letters: Vec::new(), cancelled: false }
}

impl Case {
    fn sent(mut self, name: &str, key: Option<String>, payload: u64) -> Case {
        self.letters.push(Signal { name: name.to_owned(), key, payload });
        self
    }
}

/// All pipelines that are submitted by themselves.
pub fn register(builder: Builder<App>) -> Builder<App> {
    builder
        .register::<Chain>()
        .register::<Quiet>()
        .register::<Choices>()
        .register::<Rescue>()
        .register::<Retries>()
        .register::<Glue>()
        .register::<Fan>()
        .register::<Computed>()
        .register::<Tolerant>()
        .register::<Total>()
        .register::<Rounds>()
        .register::<Race>()
        .register::<Ships>()
        .register::<Naps>()
        .register::<Asking>()
        .register::<Stoppable>()
        .register::<Outer>()
        .register::<Trying>()
        .register::<Askers>()
        .register::<Saga>()
        .register::<Trip>()
        .register::<Anew>()
}

/// One run of each pipeline, and of some more than one. `round` makes the inputs others, and the ids.
pub fn all(round: u64) -> Vec<Case> {
    let n = 100 * round;
    let id = |name: &str| format!("{name}-{round}");
    let stopped = Case { cancelled: true, ..case::<Stoppable, _>(&id("stoppable"), n + 1) };
    let asking = case::<Asking, _>(&id("asking"), n + 2)
        .sent("go", None, 1)
        .sent("keyed", Some(format!("k{}", n + 2)), 3)
        .sent("go", None, 2);
    let askers = case::<Askers, _>(&id("askers"), vec![n + 1, n + 2, n + 3])
        .sent("more", Some(format!("{}", n + 3)), 30)
        .sent("more", Some(format!("{}", n + 1)), 10)
        .sent("more", Some(format!("{}", n + 2)), 20);
    vec![
        case::<Chain, _>(&id("chain"), n + 4),
        case::<Quiet, _>(&id("quiet"), n + 5),
        case::<Choices, _>(&id("small"), Order { n: n + 5, size: Size::Small }),
        case::<Choices, _>(&id("large"), Order { n: n + 6, size: Size::Large { boxes: 3 } }),
        case::<Choices, _>(&id("far"), Order { n: n + 6, size: Size::Large { boxes: 3000 } }),
        case::<Rescue, _>(&id("rescue"), n + 7),
        case::<Retries, _>(&id("retries"), n + 8),
        case::<Glue, _>(&id("glue"), n + 9),
        case::<Fan, _>(&id("fan"), vec![n + 1, n + 5, n + 3, n + 4]),
        case::<Computed, _>(&id("computed"), n + 7),
        case::<Tolerant, _>(&id("tolerant"), (n..n + 5).collect()),
        case::<Total, _>(&id("total"), vec![n + 1, n + 2, n + 3]),
        case::<Rounds, _>(&id("rounds"), n + 2),
        case::<Race, _>(&id("race"), n + 3),
        case::<Ships, _>(&id("ships"), vec![n + 1, n + 2, n + 3]),
        case::<Naps, _>(&id("naps"), n + 4),
        asking,
        stopped,
        case::<Outer, _>(&id("outer"), n + 5),
        case::<Trying, _>(&id("trying"), n + 6),
        askers,
        case::<Saga, _>(&id("saga"), n + 7),
        case::<Trip, _>(&id("trip"), n + 1),
        case::<Anew, _>(&id("anew"), n + 3),
    ]
}

/// How a run ends that nothing happens to.
///
/// # Panics
/// If it does not end within an hour of driven time: then the mix itself is wrong.
pub fn undisturbed(case: &Case) -> Outcome {
    paused(async {
        let store = Arc::new(MemoryStore::new()) as Arc<dyn Store>;
        let app = App::new(Arc::new(Lines::default()), Duration::from_millis(2));
        let builder = Orchestrator::builder().shared_store(store).clock(Arc::new(SeededClock::new(1))).inline_writes();
        let orchestrator = register(builder.resources(app)).start().await.expect("a store in memory opens");
        let run = case.runs.submit(&orchestrator, &case.id).await.expect("it is taken");
        for signal in case.letters.clone() {
            run.signal(signal).await.expect("it is taken");
        }
        if case.cancelled {
            run.cancel().await.expect("it is taken");
        }
        let outcome = tokio::time::timeout(Duration::from_secs(3600), run.outcome()).await;
        outcome.expect("it ends").expect("it is known how")
    })
}

/// Runs a future in driven time.
pub fn paused<T>(future: impl Future<Output = T>) -> T {
    run(future, true)
}

/// Runs a future in the time of the world.
pub fn awake<T>(future: impl Future<Output = T>) -> T {
    run(future, false)
}

fn run<T>(future: impl Future<Output = T>, paused: bool) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(paused).build().expect("the system gives a runtime");
    runtime.block_on(future)
}
