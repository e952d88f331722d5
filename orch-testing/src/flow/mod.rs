//! Tests of flows: what each agent answers is scripted, time is driven, and the way that the run took can be asserted.

mod engine;
mod known;
mod script;
mod tested;

use std::panic::Location;
use std::sync::Arc;

use orch_core::{Clock, Pipeline, Stage};
use orch_runtime::{Launch, SeededClock, Supplies};
use serde::Serialize;

use crate::replay::{Place, Replay, Run};
use engine::Rehearsal;
use script::Script;

pub use script::Scripted;
pub use tested::Tested;

/// The door to tests of flows: [`Flow::test`].
#[derive(Debug, Clone, Copy)]
pub struct Flow;

impl Flow {
    /// A test of one run. Agents that are not scripted are called for real, with the launch's resources.
    ///
    /// ```text
    /// let tested = Flow::test(MarketData(line))
    ///     .on::<fetch_quote>([Err(QuoteError::Timeout), Ok(quote)]) // with others: `Scripted::err(…)`, `Scripted::Hang`
    ///     .signal("review", Verdict::Accept)
    ///     .run()
    ///     .await;
    /// assert_eq!(tested.output(), &receipt);
    /// tested.assert_path(["fetch_quote~", "fetch_quote", "grade", "review", "Suspicious/store_reviewed"]);
    /// ```
    ///
    /// **Paths.** A stage of a pipeline that runs as a stage has the path of that stage before its own:
    /// `quotes[17]/Quote/fetch_quote` is the `fetch_quote` of the `Quote` that runs for item 17. Methods that take the
    /// name of a stage take any end of such a path, and fail the test if the flow has no stage of that name.
    #[track_caller]
    pub fn test<P: Pipeline, R: Supplies<P>>(launch: Launch<P, R>) -> FlowTest<P, R> {
        // An attempt that is interrupted is made again, and would take another answer of its script: so none is.
        let replay = Replay::new(0).suspend_every(0);
        FlowTest { launch, script: Script::default(), replay, lenient: false, caller: Location::caller() }
    }
}

/// A test under preparation. See [`Flow::test`].
#[must_use = "nothing happens before `.run().await` or `.run_blocking()`"]
pub struct FlowTest<P: Pipeline, R> {
    launch: Launch<P, R>,
    script: Script,
    replay: Replay,
    lenient: bool,
    caller: &'static Location<'static>,
}

impl<P: Pipeline, R: Supplies<P>> FlowTest<P, R> {
    /// What an agent (or a pipeline used as a stage) answers, call by call: attempts, rounds and items each take one.
    /// Of scripts for one agent the later one goes on where the earlier one ends.
    /// Answers of different kinds are written alike: `[Scripted::Hang, Scripted::err(Busy), Scripted::ok(7)]`.
    ///
    /// # Panics
    /// If neither the flow nor a pipeline within it has such a stage.
    #[track_caller]
    pub fn on<S: Stage>(mut self, answers: impl IntoIterator<Item = impl Into<Scripted<S>>>) -> Self {
        known::check_stage::<S>(P::blueprint(), None);
        self.script.add::<S>(None, answers);
        self
    }

    /// What an agent answers at one stage only, which is named by the end of its path: `Clean/store`, `quotes[17]/fetch`.
    ///
    /// # Panics
    /// If there is no such stage.
    #[track_caller]
    pub fn on_stage<S: Stage>(
        mut self,
        stage: &str,
        answers: impl IntoIterator<Item = impl Into<Scripted<S>>>,
    ) -> Self {
        known::check_stage::<S>(P::blueprint(), Some(stage));
        self.script.add::<S>(Some(stage.to_owned()), answers);
        self
    }

    /// A signal, which comes as soon as the run waits for it. What the flow does not know itself goes to the first
    /// pipeline within it that waits for it.
    ///
    /// # Panics
    /// If nobody knows such a signal, or the payload is of another type.
    #[track_caller]
    pub fn signal(mut self, name: &str, payload: impl Serialize) -> Self {
        let payload = serde_json::to_value(payload).unwrap_or_else(|error| panic!("the signal `{name}`: {error}"));
        known::check_signal::<P>(name, &payload);
        self.replay = self.replay.signal(name, payload);
        self
    }

    /// Allows answers of scripts that nobody asks for.
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Which of several attempts that end together comes first is drawn from this seed; so are jitter and `random()`.
    /// 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.replay = self.replay.seed(seed);
        self
    }

    /// Runs it to its end, within a tokio runtime whose time is paused (`#[tokio::test(start_paused = true)]`): waits are
    /// driven and take no time.
    ///
    /// # Panics
    /// If a script is used up or not used, if the run is stuck (it waits for a signal that was not given, or something
    /// hangs that has no time limit), or if the run could not be resumed after one of its events.
    pub async fn run(self) -> Tested<P::Output> {
        let caller = self.caller;
        match self.rehearse().await {
            Ok(tested) => tested,
            Err(complaint) => panic!("{complaint}\nthe test: {caller}"),
        }
    }

    async fn rehearse(self) -> Result<Tested<P::Output>, String> {
        let clock = Arc::new(SeededClock::new(self.replay.seed_of()));
        let start = clock.now();
        let (input, resources, embedded) = self.launch.clock(Arc::clone(&clock) as Arc<dyn Clock>).dismantle();
        let script = Arc::new(self.script);
        let place = Place::root(P::blueprint(), self.replay.signals());
        let replay = self.replay.clone();
        let engine = Rehearsal::new(embedded, Arc::clone(&script), replay, Arc::clone(&clock), place.clone());
        let run = Run::<P, Rehearsal>::new(self.replay, Arc::clone(&clock), engine, resources, place);
        let replayed = run.finish(input).await.map_err(|divergence| format!("{}{divergence}", script.complaint()))?;
        let mut complaint = script.complaint();
        if complaint.is_empty() && !self.lenient {
            complaint = script.left_over();
        }
        if !complaint.is_empty() {
            return Err(complaint.trim_end().to_owned());
        }
        Ok(Tested::new(P::blueprint(), replayed, clock.now().since(start)))
    }

    /// The same in a plain `#[test]`: it brings its own runtime.
    ///
    /// # Panics
    /// As [`run`](FlowTest::run), and within a tokio runtime.
    #[track_caller]
    pub fn run_blocking(self) -> Tested<P::Output> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        match runtime.expect("a runtime without I/O can be built").block_on(self.rehearse()) {
            Ok(tested) => tested,
            Err(complaint) => panic!("{complaint}"),
        }
    }
}
