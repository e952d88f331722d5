//! The pipelines that an orchestrator knows: several versions of one name, each with its resources.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use orch_blueprint::Blueprint;
use orch_blueprint::nearest::nearest;
use orch_core::engine::BoxFuture;
use orch_core::event::What;
use orch_core::sabotage;
use orch_core::store::{ClaimOf, Entry, Kind, Letter, PauseOf, RunKey, RunRecord};
use orch_core::{Apart, FailureKind, Machine, Pipeline, Recorded, path};

use super::outcome::{Outcome, Outcomes};
use super::{Inner, OperateError};
use crate::clock::RunClock;
use crate::control::Control;
use crate::driver::{self, Beginning, Durable, Exit, Flow, Left, Past, flow, typed};
use crate::known;
use crate::launch::{self, Ids};
use crate::rare::Rare;

/// A pipeline, its types forgotten.
pub(super) trait Version: Any + Send + Sync {
    fn blueprint(&self) -> &'static Blueprint;

    fn fingerprint(&self) -> &str;

    /// Replays a run up to what is recorded, and makes it ready to go on.
    fn open(self: Arc<Self>, entries: Vec<Entry>) -> Result<Opened, String>;

    /// The runs that somebody has a handle of.
    fn held(&self) -> Vec<RunKey>;

    /// The runs whose end somebody waits for.
    fn awaited(&self) -> Vec<RunKey>;

    /// Somebody else has driven the run to its end: tells those who wait.
    fn settle(&self, run: RunKey, failure: Option<String>, entries: Vec<Entry>);

    /// Nothing will come of this run here.
    fn give_up(&self, run: RunKey, kind: FailureKind, why: &str);

    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

/// A run that was replayed and is ready to go on.
pub(super) struct Opened {
    pub(super) version: Arc<dyn Version>,
    /// What was recorded beside the events of its outermost pipeline.
    pub(super) past: Past,
    pub(super) drive: Drive,
}

/// The machine as it stands after the events of a run, how many they were, and what was recorded beside.
type Replayed<P> = (Machine<P>, u64, Past);

/// Drives it to where it stops.
pub(super) type Drive =
    Box<dyn FnOnce(RunKey, Vec<Letter>, Ids, Arc<Durable>, &Inner) -> BoxFuture<Option<Left>> + Send>;

/// A pipeline that was registered.
pub(super) struct Registered<P: Pipeline> {
    pub(super) resources: P::Resources,
    pub(super) fingerprint: String,
    pub(super) outcomes: Outcomes<P>,
}

impl<P: Pipeline> Registered<P> {
    pub(super) fn new(resources: P::Resources) -> Registered<P> {
        Registered { resources, fingerprint: P::blueprint().fingerprint().to_string(), outcomes: Outcomes::default() }
    }

    /// What drives a run from its beginning to where it stops, and tells those who wait for its end; and what steers it.
    pub(super) fn drive(
        self: Arc<Self>,
        flow: Box<dyn Flow>,
        begin: Beginning,
        ids: Ids,
        durable: Arc<Durable>,
        inner: &Inner,
    ) -> (BoxFuture<Option<Left>>, Arc<Control>) {
        let log = Arc::clone(&durable.log);
        let (clock, observer) = (RunClock::of(Some(Arc::clone(&inner.clock))), inner.observer.clone());
        let engine = launch::open(P::blueprint(), ids.into(), clock, observer, Rare::default(), Some(durable));
        let control = engine.0.control.share();
        let driving = async move {
            match driver::run(engine, flow, begin).await {
                Exit::Ended(outcome) => {
                    // Its end is on disk, so it is accepted.
                    if let Some(run) = log.run() {
                        self.outcomes.settle(run, outcome.map(typed).map_err(Apart::into_inner));
                    }
                    None
                }
                Exit::Left(left) => Some(left),
            }
        };
        (Box::pin(driving), control)
    }

    /// The machine as it stands after these events, and what was recorded beside.
    pub(super) fn replay(entries: Vec<Entry>) -> Result<Replayed<P>, String> {
        let (own, beside) = sort_by_scope(P::blueprint(), entries)?;
        let mut machine = Machine::<P>::new();
        let mut past = Vec::new();
        let count = own.len() as u64;
        for recorded in own {
            let name = |machine: &Machine<P>, at: &_, node: Option<u16>| {
                node.map_or_else(|| P::blueprint().name.to_owned(), |node| machine.path(at, node))
            };
            let (at, node) = (recorded.at.clone(), recorded.node);
            let event = P::decode(&recorded).map_err(|error| format!("`{}`: {error}", name(&machine, &at, node)))?;
            past.clear();
            machine.apply(event, &mut past).map_err(|illegal| illegal.to_string())?;
        }
        Ok((machine, count, beside))
    }

    /// How a run ended, by its events.
    pub(super) fn outcome(entries: Vec<Entry>) -> Result<Option<Outcome<P>>, String> {
        let (machine, ..) = Self::replay(entries)?;
        Ok(machine.outcome())
    }
}

impl<P: Pipeline> Version for Registered<P> {
    fn blueprint(&self) -> &'static Blueprint {
        P::blueprint()
    }

    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn open(self: Arc<Self>, entries: Vec<Entry>) -> Result<Opened, String> {
        let (machine, seq, past) = Self::replay(entries)?;
        let version = Arc::clone(&self) as Arc<dyn Version>;
        let begin = move |letters| Beginning::Restored { events: seq, letters };
        let flow = flow(machine, self.resources.clone());
        let drive: Drive = Box::new(move |run, letters, ids, durable, inner| {
            let (driving, control) = self.drive(flow, begin(letters), ids, durable, inner);
            inner.active.steer(run, &control);
            driving
        });
        Ok(Opened { version, past, drive })
    }

    fn held(&self) -> Vec<RunKey> {
        self.outcomes.held()
    }

    fn awaited(&self) -> Vec<RunKey> {
        self.outcomes.awaited()
    }

    fn settle(&self, run: RunKey, failure: Option<String>, entries: Vec<Entry>) {
        // A run that was ended from outside its machine has its failure in the record only.
        if let Some(failure) = failure.and_then(|failure| serde_json::from_str(&failure).ok()) {
            return self.outcomes.settle(run, Err(failure));
        }
        match Self::outcome(entries) {
            Ok(Some(outcome)) => self.outcomes.settle(run, outcome),
            Ok(None) => {
                let why = "the run has ended, and its history does not say how";
                self.outcomes.give_up(run, FailureKind::Incompatible, why);
            }
            Err(why) => self.outcomes.give_up(run, FailureKind::Incompatible, &why),
        }
    }

    fn give_up(&self, run: RunKey, kind: FailureKind, why: &str) {
        self.outcomes.give_up(run, kind, why);
    }

    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// The events of the run itself, and those of pipelines within it by their scope.
fn sort_by_scope(blueprint: &'static Blueprint, mut entries: Vec<Entry>) -> Result<(Vec<Recorded>, Past), String> {
    let Past { mut within, mut renamed } = Past::default();
    Entry::resolve(&mut entries).map_err(|error| error.to_string())?;
    let mut own = Vec::with_capacity(entries.len());
    for entry in entries {
        let place = entry.place(blueprint).map_err(|error| error.to_string())?;
        let mut recorded = entry.recorded(&place).map_err(|error| error.to_string())?;
        plant(&entry, &mut recorded);
        let present = match place.node {
            Some(node) => path::named(place.blueprint, &place.scope, &place.at, node),
            None => place.scope.clone(),
        };
        if present != entry.path {
            renamed.insert(present);
        }
        let outermost = place.scope == blueprint.name;
        let restarts = entry.kind == Kind::RunStarted;
        if outermost {
            if restarts {
                own.clear();
                within.clear();
                renamed.clear();
            }
            own.push(recorded);
            continue;
        }
        let recovered = within.entry(place.scope).or_default();
        if restarts {
            recovered.pass = if recovered.events.is_empty() { 0 } else { entry.seq };
            recovered.events.clear();
            recovered.started = entry.time;
        }
        recovered.events.push(recorded);
    }
    Ok((own, Past { within, renamed }))
}

/// Planted bugs of a replay: nothing, unless the proof looks whether it would see them.
fn plant(entry: &Entry, recorded: &mut Recorded) {
    match &mut recorded.what {
        What::Succeeded(value) if sabotage::is("recompute") && value.is_number() && entry.path.ends_with("/drawn") => {
            *value = (entry.time.as_micros() % 1000 + 7).into();
        }
        What::Opened { list: Some(serde_json::Value::Array(list)), .. } if sabotage::is("reorder_list") => {
            list.reverse();
        }
        _ => {}
    }
}

/// Everything that was registered.
#[derive(Default)]
pub(super) struct Versions {
    all: Vec<Arc<dyn Version>>,
    unfit: Mutex<Unfit>,
}

/// The runs that fit none of the versions here.
#[derive(Default)]
struct Unfit {
    /// Those that were to be driven, and why they could not be. They are not tried again.
    tried: BTreeMap<RunKey, String>,
    /// Those that were parked when they were looked at. Whoever they fit may wake them, so they are only counted.
    parked: BTreeSet<RunKey>,
}

impl Versions {
    fn noted(&self) -> MutexGuard<'_, Unfit> {
        self.unfit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&mut self, version: Arc<dyn Version>) {
        self.all.push(version);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<dyn Version>> {
        self.all.iter()
    }

    /// The names of all pipelines, each once.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.all.iter().map(|version| version.blueprint().name.to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Refuses a name that nothing has that is registered, nor what it is made of.
    pub(super) fn check_known(&self, of: PauseOf, name: &str) -> Result<(), OperateError> {
        let pipelines = self.all.iter().flat_map(|version| known::pipelines(version.blueprint()));
        let names: BTreeSet<&'static str> = match of {
            PauseOf::Pipeline => pipelines.map(|pipeline| pipeline.name).collect(),
            PauseOf::Agent => self.all.iter().flat_map(|version| known::agents(version.blueprint())).collect(),
        };
        match names.contains(name) {
            true => Ok(()),
            false => Err(OperateError::Unknown { of, name: name.to_owned(), nearest: nearest(name, names) }),
        }
    }

    /// Why a run with these events fits none of the versions here, if it does not.
    pub(super) fn misfit(&self, record: &RunRecord, entries: Vec<Entry>) -> Option<String> {
        self.open(&record.pipeline, &record.fingerprint, entries).err()
    }

    /// Whether a run has to be replayed before it is known whether it fits: its pipeline is registered, and its version is not.
    pub(super) fn is_doubtful(&self, record: &RunRecord) -> bool {
        let mut of_name = self.all.iter().filter(|version| version.blueprint().name == record.pipeline).peekable();
        of_name.peek().is_some() && of_name.all(|version| version.fingerprint() != record.fingerprint)
    }

    /// How many runs were found to fit none of the versions here.
    pub(super) fn unfit_count(&self) -> u64 {
        let noted = self.noted();
        (noted.tried.len() + noted.parked.len()) as u64
    }

    /// The registered pipeline of this type.
    pub(super) fn of<P: Pipeline>(&self) -> Option<Arc<Registered<P>>> {
        self.all.iter().find_map(|version| Arc::clone(version).as_any().downcast::<Registered<P>>().ok())
    }

    /// Replays a run against its own version; against the others of the name, the last registered first, if that is not here.
    pub(super) fn open(&self, pipeline: &str, fingerprint: &str, entries: Vec<Entry>) -> Result<Opened, String> {
        let of_name = || self.all.iter().rev().filter(|version| version.blueprint().name == pipeline);
        let own = of_name().find(|version| version.fingerprint() == fingerprint);
        if let Some(own) = own {
            return Arc::clone(own).open(entries);
        }
        let mut refused = format!("`{pipeline}` is not registered");
        for version in of_name() {
            match Arc::clone(version).open(entries.clone()) {
                Ok(opened) => return Ok(opened),
                Err(why) => refused = why,
            }
        }
        Err(refused)
    }

    /// Remembers that a run was to be driven and fits none of the versions here.
    pub(super) fn note_unfit(&self, run: RunKey, why: String) {
        let mut noted = self.noted();
        noted.parked.remove(&run);
        noted.tried.insert(run, why);
    }

    /// Remembers that a parked run fits none of the versions here.
    pub(super) fn note_parked_misfit(&self, run: RunKey) {
        self.noted().parked.insert(run);
    }

    /// What is taken up: runs of these names, but for those that fit none of the versions here. They are left to processes that
    /// they fit, and are looked at again by the next start.
    pub(super) fn claim(&self, after: Option<RunKey>) -> ClaimOf {
        let except = self.noted().tried.keys().copied().collect();
        ClaimOf::Pipelines { names: self.names(), after, except }
    }

    /// Why a run was found to fit none of the versions here, if it was.
    pub(super) fn unfit(&self, run: RunKey) -> Option<String> {
        self.noted().tried.get(&run).cloned()
    }

    /// Whether a run was found to fit none of the versions here.
    pub(super) fn is_unfit(&self, run: RunKey) -> bool {
        self.noted().tried.contains_key(&run)
    }
}
