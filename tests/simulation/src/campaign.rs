//! The campaign: what a seed means, and what came of many.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Once};

use orch_core::{Durable, Pipeline, ResourceSet};
use orch_runtime::Launch;
use orch_testing::simulation::{Found, Simulated, Simulation};
use serde_json::json;

use crate::agents::{App, Fates, hash};
use crate::flows::{branches, chains, clocks, lists, patterns, sagas, waits, within};
use crate::replays;

/// A run that was simulated, whatever it gives.
pub struct Ran {
    pub flow: &'static str,
    pub succeeded: bool,
    pub trace: String,
    pub steps: u32,
}

/// Runs what a seed says.
pub type Runs = fn(u64) -> Result<Ran, Box<Found>>;

/// What came of many seeds.
#[derive(Debug, Default)]
pub struct Totals {
    pub seeds: u64,
    pub succeeded: u64,
    pub steps: u64,
    pub wrong: u64,
    /// How many runs of each flow ended well, and how many did not.
    pub flows: BTreeMap<&'static str, [u64; 2]>,
    /// What was wrong: the first of each flow.
    pub found: BTreeMap<u64, Found>,
}

/// How a flow is driven.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Simulated,
    /// Durably, in processes that die.
    Dying,
    Replayed,
    /// Not at all: it only tells its name.
    Named,
}

pub(crate) type Run = fn(u64, Way) -> Result<Ran, Box<Found>>;

/// All flows.
pub(crate) const FLOWS: &[Run] = &[
    |seed, way| of(seed, way, chains::Chain),
    |seed, way| of(seed, way, chains::Diamond),
    |seed, way| of(seed, way, chains::Fallbacks),
    |seed, way| of(seed, way, chains::Glue),
    |seed, way| of(seed, way, chains::Unordered),
    |seed, way| of(seed, way, branches::Branches),
    |seed, way| of(seed, way, branches::Outcomes),
    |seed, way| of(seed, way, |n| lists::Fan(list(n))),
    |seed, way| of(seed, way, |n| lists::Wide(list(n))),
    |seed, way| of(seed, way, |n| lists::Tolerant(list(n))),
    |seed, way| of(seed, way, |n| lists::Nested(list(n))),
    |seed, way| of(seed, way, |n| lists::Total(list(n))),
    |seed, way| of(seed, way, lists::Rounds),
    |seed, way| of(seed, way, lists::Race),
    |seed, way| of(seed, way, waits::Naps),
    |seed, way| of(seed, way, waits::Asking),
    |seed, way| of(seed, way, waits::First),
    |seed, way| of(seed, way, waits::Deadline),
    |seed, way| of(seed, way, waits::Limited),
    |seed, way| of(seed, way, within::Outer),
    |seed, way| of(seed, way, within::Trying),
    |seed, way| of(seed, way, |n| within::Askers(list(n))),
    |seed, way| of(seed, way, within::Deep),
    |seed, way| of(seed, way, |n| within::Anew(n, n % 4)),
    |seed, way| of(seed, way, sagas::Trip),
    |seed, way| of(seed, way, sagas::Sides),
    |seed, way| of(seed, way, |n| sagas::Everywhere(list(n))),
    |seed, way| of(seed, way, sagas::Parts),
    |seed, way| of(seed, way, |n| sagas::PartsOf(list(n))),
    |seed, way| of(seed, way, sagas::Visits),
    |seed, way| of(seed, way, |n| sagas::Legs(list(n))),
    |seed, way| of(seed, way, clocks::Clocks),
    |seed, way| of(seed, way, clocks::Hands),
    |seed, way| of(seed, way, |n| clocks::Timed(list(n))),
    |seed, way| of(seed, way, patterns::Patterns),
    |seed, way| of(seed, way, |n| patterns::Picked(list(n))),
    |seed, way| of(seed, way, patterns::Roaming),
    |seed, way| of(seed, way, patterns::Declared),
    // Those that run in memory only stand last.
    |seed, way| in_memory(seed, way, patterns::Seeing),
];

/// How many flows run in memory only.
const EPHEMERAL: usize = 1;

/// Flows whose end hangs neither on time (a pause lets time limits pass) nor on chance: without and with deaths they come to the same.
const COMPARED: &[&str] = &[
    "Chain",
    "Diamond",
    "Fallbacks",
    "Unordered",
    "Branches",
    "Outcomes",
    "Fan",
    "Wide",
    "Tolerant",
    "Nested",
    "Total",
    "Rounds",
    "Trying",
    "Deep",
    "Anew",
    "Trip",
    "Patterns",
    "Picked",
    "Declared",
];

/// How many flows there are.
pub fn count() -> usize {
    FLOWS.len()
}

/// How many of them run durably.
pub fn count_durable() -> usize {
    FLOWS.len() - EPHEMERAL
}

/// Simulates what the seed says, in memory.
pub fn run(seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    FLOWS[(seed % FLOWS.len() as u64) as usize](seed, Way::Simulated)
}

/// Simulates what the seed says, durably and in processes that die.
pub fn run_dying(seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    FLOWS[(seed % FLOWS.len() as u64) as usize](seed, Way::Dying)
}

/// Simulates this seed in a flow of this name: which flow a seed means by itself changes when one is added.
///
/// # Panics
/// If there is no such flow.
pub fn run_of(flow: &str, seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    of_name(flow)(seed, Way::Simulated)
}

/// The same durably, in processes that die.
///
/// # Panics
/// If there is no such flow.
pub fn run_dying_of(flow: &str, seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    of_name(flow)(seed, Way::Dying)
}

fn of_name(flow: &str) -> &'static Run {
    let is_meant = |run: &&Run| run(0, Way::Named).is_ok_and(|named| named.flow == flow);
    FLOWS.iter().find(is_meant).expect("there is such a flow")
}

/// Simulates each of these seeds twice, and both must give the same trace. Goes on after something was wrong, and keeps the
/// first of each flow.
pub fn run_all(seeds: Range<u64>, run: Runs) -> Totals {
    let mut totals = Totals::default();
    for seed in seeds {
        totals.seeds += 1;
        match run_twice(seed, run) {
            Ok(ran) => {
                totals.steps += u64::from(ran.steps);
                totals.succeeded += u64::from(ran.succeeded);
                totals.flows.entry(ran.flow).or_default()[usize::from(!ran.succeeded)] += 1;
            }
            Err(found) => {
                totals.wrong += 1;
                totals.found.entry(seed % FLOWS.len() as u64).or_insert(*found);
            }
        }
    }
    totals
}

/// Simulates what the seed says, twice.
pub fn run_twice(seed: u64, run: Runs) -> Result<Ran, Box<Found>> {
    let (ran, again) = (run(seed)?, run(seed)?);
    if ran.trace == again.trace {
        return Ok(ran);
    }
    let trace = format!("{}\nand\n{}", ran.trace, again.trace);
    Err(Box::new(Found { seed, what: "it gives two traces".to_owned(), trace }))
}

/// A flow that keeps nothing: no process can die and another go on. There its seed is one more of a flow that is durable.
fn in_memory<P: Pipeline>(seed: u64, way: Way, launch: fn(u64) -> Launch<P>) -> Result<Ran, Box<Found>>
where
    P::Resources: ResourceSet<App>,
{
    let app = App { fates: Arc::new(Fates::new(seed)) };
    let launch = launch(hash(seed, "input") % 500).resources(&app);
    match way {
        Way::Simulated => Simulation::new(seed).run(launch).map(ran::<P>),
        Way::Dying => FLOWS[(seed / FLOWS.len() as u64) as usize % count_durable()](seed, way),
        Way::Replayed => replays::replay(seed, Vec::new(), launch),
        Way::Named => Ok(named::<P>()),
    }
}

fn named<P: Pipeline>() -> Ran {
    Ran { flow: P::blueprint().name, succeeded: false, trace: String::new(), steps: 0 }
}

fn ran<P: Pipeline>(simulated: Simulated<P::Output>) -> Ran {
    let Simulated { result, trace, steps, .. } = simulated;
    Ran { flow: P::blueprint().name, succeeded: result.is_ok(), trace, steps }
}

pub(crate) fn of<P: Durable>(seed: u64, way: Way, launch: fn(u64) -> Launch<P>) -> Result<Ran, Box<Found>>
where
    P::Resources: ResourceSet<App>,
{
    let fates = Arc::new(Fates::new(seed));
    let app = || App { fates: Arc::clone(&fates) };
    let input = hash(seed, "input") % 500;
    let letters = letters(P::blueprint().name, hash(seed, "signals"));
    if way == Way::Named {
        return Ok(named::<P>());
    }
    if way == Way::Replayed {
        return replays::replay(seed, letters, launch(input).resources(&app()));
    }
    let simulation = letters.into_iter().fold(Simulation::new(seed), |all, (name, key, n)| match key {
        None => all.signal(name, json!(n)),
        Some(key) => all.signal_with_key(name, &key, json!(n)),
    });
    let simulated = match way {
        Way::Dying if seed % 2 == 1 && COMPARED.contains(&P::blueprint().name) => {
            let make = || (launch(input), app());
            let (dying, calm) =
                (simulation.clone().calm().run_durably(make)?, simulation.undisturbed().run_durably(make)?);
            // A `once` that was cut off is unknown, and no run is that without a death.
            if !dying.trace.contains("nobody knows whether it happened") {
                let wrong = |what| Box::new(Found { seed, what, trace: dying.trace.clone() });
                dying.is_same_as(&calm).map_err(wrong)?;
            }
            dying
        }
        Way::Dying => simulation.run_durably(|| (launch(input), app()))?,
        _ => simulation.run(launch(input).resources(&app()))?,
    };
    Ok(ran::<P>(simulated))
}

/// A signal: its name, its key, and what it brings, if anything.
pub(crate) type Letter = (&'static str, Option<String>, Option<u64>);

/// The signals that may come, now and then one too few.
fn letters(flow: &str, chance: u64) -> Vec<Letter> {
    let some = |name, count| (0..count).map(move |n| (name, None, Some(n)));
    let keyed =
        |name, keys: Range<u64>, prefix: &'static str| keys.map(move |n| (name, Some(format!("{prefix}{n}")), Some(n)));
    match flow {
        "Asking" => {
            keyed("keyed", 0..3, "k").chain(some("go", 1 + (chance >> 1) % 3)).chain(some("late", chance & 1)).collect()
        }
        "First" => some("person", chance & 1).collect(),
        "Limited" => some("word", chance & 1).collect(),
        "Visits" | "Legs" => some("more", chance % 5).collect(),
        "Clocks" | "Timed" => (0..chance % 4).map(|_| ("come", None, None)).collect(),
        "Askers" => (0..3 + chance % 3).flat_map(|_| keyed("more", 0..2, "")).collect(),
        _ => Vec::new(),
    }
}

/// None to five numbers, each another.
fn list(n: u64) -> Vec<u64> {
    (0..n % 6).map(|k| n + k * 7).collect()
}

/// Scripted panics are not worth a line.
pub(crate) fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let said = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.payload_as_str() != Some("as scripted") {
                said(panic);
            }
        }));
    });
}
