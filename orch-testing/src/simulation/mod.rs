//! Simulation: a run under a scheduler that decides, from a seed, when and how every call of an agent ends, when time passes,
//! when signals and cancellations come, and that looks after every step whether all is well.
//!
//! The driver is the real one. Its agents are the flow's own; only the moment in which a call ends is the scheduler's, and
//! whether it ends at all. Time is driven: it moves only when nothing else can. One seed gives one trace, byte for byte.
//!
//! What is looked at, from outside of the driver:
//!
//! - **order**: nothing begins before what its text makes it wait for is over, and nothing behind a failure, a `return` or a
//!   lost race begins;
//! - **the first failure** in text order is the one that is reported;
//! - **no lost wake-up**: whenever the run stands still, everything has begun that could, nothing that was woken is unpolled,
//!   no signal that was sent is waited for, and no timer, timeout, backoff or deadline is late;
//! - **cancellation** reaches every call, and nothing but undoing begins after it;
//! - **undoing** goes in the reverse of the order of completion, over exactly the changes that happened or may have;
//! - **the report's sums** are those that the scheduler counted itself: successes, failures, repeats, time at work;
//! - **replay**: the recorded events fold into the same end.
//!
//! With [`Simulation::run_durably`] an orchestrator drives the run on a store in memory. The scheduler then also decides when something
//! comes to the disk, when the process dies and whether what was on its way is there after that, and when an agent is paused. What was
//! acknowledged must stay, what is recorded must not happen again, and a change must not begin before it is announced on disk.
//!
//! ```text
//! // What agents answer is theirs to say: a resource that follows the seed makes them fail now and then.
//! simulate(0..100, |seed| Buy(seed % 7).resources(&App::of(seed)));
//! ```

mod dice;
mod disk;
mod drive;
mod durable;
mod hand;
mod idle;
mod life;
mod scene;
mod story;
mod sums;
mod weather;
mod within;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use orch_core::event::What;
use orch_core::store::{MemoryStore, Store};
use orch_core::{At, Clock, Durable, Failure, Machine, Pipeline, Recorded, ResourceSet};
use orch_runtime::{Collector, Launch, SeededClock, Supplies};
use serde_json::Value;

use dice::Dice;
use disk::Disk;
use drive::{Drive, Woken};
use durable::Durably;
use hand::{Hand, Letter};
use idle::Idle;
use scene::Scene;
use weather::{Crashes, Weather};

/// How a run is simulated. See the [module](self).
#[derive(Debug, Clone, Default)]
pub struct Simulation {
    seed: u64,
    signals: Vec<Letter>,
    calm: Option<Calm>,
}

/// What does not happen to a run.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Calm {
    /// Only deaths and pauses do.
    ButDeaths,
    /// Nothing does.
    All,
}

/// A run that was simulated to its end.
#[derive(Debug)]
pub struct Simulated<O> {
    /// What it gave.
    pub result: Result<Arc<O>, Failure>,
    /// What happened, line by line, each with the time since the run's start.
    pub trace: String,
    /// How many decisions the scheduler took.
    pub steps: u32,
    /// How long the run took, in driven time.
    pub elapsed: Duration,
    /// What was recorded of a durable run's last pass.
    recorded: Vec<Recorded>,
}

impl<O> Simulated<O> {
    /// Whether it came to the same as another run of the same flow: every stage that succeeded in both gave the same, and so did the
    /// flow itself. For durable runs of flows whose end hangs neither on time nor on chance, and that nobody disturbed but by
    /// their process's death.
    ///
    /// # Errors
    /// What is different.
    pub fn is_same_as(&self, other: &Simulated<O>) -> Result<(), String> {
        if !same(&self.result, &other.result) {
            let end = |result: &Result<Arc<O>, Failure>| result.as_ref().map(drop).map_err(ToString::to_string);
            return Err(format!(
                "it ends with {:?}, and without a death with {:?}",
                end(&self.result),
                end(&other.result)
            ));
        }
        let known: BTreeMap<_, _> = values(&other.recorded).collect();
        let other = |place: &Place<'_>, value: &Value| known.get(place).is_some_and(|known| *known != value);
        match values(&self.recorded).find(|(place, value)| other(place, value)) {
            Some(((at, node), value)) => {
                Err(format!("node {node:?} at {at:?} gave {value}, and without a death {}", known[&(at, node)]))
            }
            None => Ok(()),
        }
    }
}

/// A node in a frame.
type Place<'a> = (&'a At, Option<u16>);

fn values(recorded: &[Recorded]) -> impl Iterator<Item = (Place<'_>, &Value)> {
    recorded.iter().filter_map(|recorded| match &recorded.what {
        What::Succeeded(value) => Some(((&recorded.at, recorded.node), value)),
        _ => None,
    })
}

/// Something was wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("seed {seed}: {what}\n{trace}")]
pub struct Found {
    /// The seed under which it happens again.
    pub seed: u64,
    /// What.
    pub what: String,
    /// What happened until then.
    pub trace: String,
}

impl Simulation {
    /// With this seed.
    pub fn new(seed: u64) -> Simulation {
        Simulation { seed, signals: Vec::new(), calm: None }
    }

    /// Nothing is drawn that would change how the run ends: no cancellation, no call that hangs or is lost, no time that passes while
    /// calls are held. Processes die and agents are paused.
    pub fn calm(self) -> Simulation {
        Simulation { calm: Some(Calm::ButDeaths), ..self }
    }

    /// Calm, and no process dies either.
    pub fn undisturbed(self) -> Simulation {
        Simulation { calm: Some(Calm::All), ..self }
    }

    /// A signal that comes at some time, also before the run waits for it; each call of this is one signal.
    pub fn signal(mut self, name: &str, payload: Value) -> Simulation {
        self.signals.push((name.to_owned(), None, payload));
        self
    }

    /// A signal with a key.
    pub fn signal_with_key(mut self, name: &str, key: &str, payload: Value) -> Simulation {
        self.signals.push((name.to_owned(), Some(key.to_owned()), payload));
        self
    }

    /// Runs a pipeline to its end, in a runtime of its own.
    ///
    /// # Errors
    /// The first thing that was wrong.
    ///
    /// # Panics
    /// Within a tokio runtime.
    pub fn run<P: Pipeline, R: Supplies<P>>(self, launch: Launch<P, R>) -> Result<Simulated<P::Output>, Box<Found>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime without I/O can be built").block_on(self.simulate(launch))
    }

    fn weather(&self, dice: &mut Dice) -> Weather {
        let weather = Weather::of(dice);
        match self.calm {
            Some(_) => Weather { time: 0, hang: 0, lose: 0, cancel_at: None, ..weather },
            None => weather,
        }
    }

    async fn simulate<P: Pipeline, R: Supplies<P>>(
        self,
        launch: Launch<P, R>,
    ) -> Result<Simulated<P::Output>, Box<Found>> {
        let clock = Arc::new(SeededClock::new(self.seed));
        let began = clock.now();
        let scene = Scene::new(began);
        let mut dice = Dice::new(self.seed);
        let collector = Arc::new(Collector::new(P::plan()));
        let launch = launch.id("run").clock(Arc::clone(&clock) as _).observer(Arc::new(scene.clone()));
        let launch = launch.observer(Arc::clone(&collector) as _);
        let (handle, run) = launch.prepare();
        let weather = self.weather(&mut dice);
        let hand =
            Hand { scene: scene.clone(), weather, dice, clock: Arc::clone(&clock), letters: self.signals, steps: 0 };
        let mut drive = Drive { hand, handle, run: Some(run), woken: Woken::at_first() };
        let went = drive.finish().await;
        let (handle, steps) = (drive.handle.clone(), drive.hand.steps);
        drop(drive);
        let trace = std::mem::take(&mut scene.seen().trace);
        let found = |what, trace| Box::new(Found { seed: self.seed, what, trace });
        if let Err(what) = went {
            return Err(found(what, trace));
        }
        let result = handle.result().await;
        let (events, sums) = {
            let seen = &mut *scene.seen();
            (std::mem::take(&mut seen.events), std::mem::take(&mut seen.sums))
        };
        if let Err(what) = replays::<P>(events, &result).and_then(|()| sums.agree(&collector.report())) {
            return Err(found(what, trace));
        }
        Ok(Simulated { result, trace, steps, elapsed: clock.now().since(began), recorded: Vec::new() })
    }
}

impl Simulation {
    /// Runs a pipeline durably to its end, in processes that die on the way, on a store in memory and in a runtime of its own. `make`
    /// gives what each process begins with: the launch, always with the same input, and what the agents take their resources from.
    ///
    /// # Errors
    /// The first thing that was wrong.
    ///
    /// # Panics
    /// Within a tokio runtime.
    pub fn run_durably<P: Durable, A: Send + 'static>(
        self,
        make: impl Fn() -> (Launch<P>, A),
    ) -> Result<Simulated<P::Output>, Box<Found>>
    where
        P::Resources: ResourceSet<A>,
    {
        let idle = Idle::default();
        idle.runtime().block_on(self.simulate_durably(idle, make))
    }

    async fn simulate_durably<P: Durable, A: Send + 'static>(
        self,
        idle: Idle,
        make: impl Fn() -> (Launch<P>, A),
    ) -> Result<Simulated<P::Output>, Box<Found>>
    where
        P::Resources: ResourceSet<A>,
    {
        let clock = Arc::new(SeededClock::new(self.seed));
        let (began, store) = (clock.now(), MemoryStore::new());
        let scene = Scene::new(began);
        scene.seen().disk = Some(Disk::new(store.clone()));
        let mut dice = Dice::new(self.seed);
        let weather = self.weather(&mut dice);
        let crashes = match self.calm {
            Some(Calm::All) => Crashes { at: BTreeSet::new(), pause: 0, ..Crashes::of(&mut dice) },
            _ => Crashes::of(&mut dice),
        };
        let hand =
            Hand { scene: scene.clone(), weather, dice, clock: Arc::clone(&clock), letters: self.signals, steps: 0 };
        let mut durably = Durably::new(hand, idle, store.clone(), crashes, make);
        let went = match durably.finish().await {
            Ok(result) => ends::<P>(&scene, &store, &result).map(|recorded| (result, recorded)),
            Err(wrong) => Err(wrong),
        };
        let went = match went {
            Ok((result, recorded)) => match durably.ask_again().await {
                Ok(again) if same(&result, &again) => Ok((result, recorded)),
                Ok(again) => Err(format!("another process says that it ended with {:?}", again.map(drop))),
                Err(wrong) => Err(wrong),
            },
            Err(wrong) => Err(wrong),
        };
        let steps = durably.steps();
        drop(durably);
        let trace = std::mem::take(&mut scene.seen().trace);
        match went {
            Ok((result, recorded)) => {
                let elapsed = clock.now().since(began);
                Ok(Simulated { result, trace, steps, elapsed, recorded })
            }
            Err(what) => Err(Box::new(Found { seed: self.seed, what, trace })),
        }
    }
}

/// Whether a durable run has ended as it should: its story, and what is on disk. Gives the latter.
fn ends<P: Durable>(
    scene: &Scene,
    store: &MemoryStore,
    result: &Result<Arc<P::Output>, Failure>,
) -> Result<Vec<Recorded>, String> {
    {
        let seen = &mut *scene.seen();
        seen.end(result.as_ref().map(drop));
        seen.close();
        if let Some(wrong) = &seen.wrong {
            return Err(wrong.clone());
        }
    }
    let record = disk::now(store.find(P::blueprint().name, disk::ID)).ok_or("the run has ended, and is not on disk")?;
    if !record.status.has_ended() {
        return Err("the run's end was told, and is not on disk".to_owned());
    }
    let events = disk::recorded(P::blueprint(), disk::now(store.events(record.run, record.origin, u32::MAX)))?;
    replays::<P>(events.clone(), result)?;
    Ok(events)
}

fn same<T>(one: &Result<Arc<T>, Failure>, other: &Result<Arc<T>, Failure>) -> bool {
    match (one, other) {
        (Ok(_), Ok(_)) => true,
        (Err(one), Err(other)) => one == other,
        _ => false,
    }
}

/// Whether the recorded events fold into the same end.
fn replays<P: Pipeline>(events: Vec<Recorded>, result: &Result<Arc<P::Output>, Failure>) -> Result<(), String> {
    if P::blueprint().options.ephemeral {
        return Ok(());
    }
    let mut machine = Machine::<P>::new();
    for recorded in events {
        let event = P::decode(&recorded).map_err(|error| format!("an event does not read back: {error}"))?;
        machine.apply(event, &mut Vec::new()).map_err(|illegal| format!("the replay refuses an event: {illegal}"))?;
    }
    let outcome = machine.outcome().ok_or("the replay of its events has not ended")?;
    let same = match (&outcome, result) {
        (Ok(_), Ok(_)) => true,
        (Err(replayed), Err(failure)) => replayed == failure,
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("the replay of its events gives {:?}", outcome.map(drop))) }
}

/// Simulates a flow under each of these seeds, twice, and fails at the first thing that is wrong.
///
/// # Panics
/// With the seed and the trace of the run in which something was wrong.
#[track_caller]
pub fn simulate<P: Pipeline, R: Supplies<P>>(seeds: Range<u64>, mut launch: impl FnMut(u64) -> Launch<P, R>) {
    for seed in seeds {
        let mut once = || match Simulation::new(seed).run(launch(seed)) {
            Ok(simulated) => simulated.trace,
            Err(found) => panic!("{found}"),
        };
        let (first, second) = (once(), once());
        assert!(first == second, "seed {seed} gives two traces:\n{first}\nand\n{second}");
    }
}
