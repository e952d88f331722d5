//! The campaign: what a seed means, and what came of many.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Once};

use orch_core::{Pipeline, ResourceSet};
use orch_runtime::Launch;
use orch_testing::simulation::{Found, Simulated, Simulation};
use serde_json::json;

use crate::agents::{App, Fates, hash};
use crate::flows::{branches, chains, lists, sagas, waits, within};

/// A run that was simulated, whatever it gives.
pub struct Ran {
    pub flow: &'static str,
    pub succeeded: bool,
    pub trace: String,
    pub steps: u32,
}

/// What came of many seeds.
#[derive(Debug, Default)]
pub struct Totals {
    pub seeds: u64,
    pub succeeded: u64,
    pub steps: u64,
    pub wrong: u64,
    /// What was wrong: the first of each flow.
    pub found: BTreeMap<u64, Found>,
}

type Run = fn(u64) -> Result<Ran, Box<Found>>;

/// All flows.
const FLOWS: &[Run] = &[
    |seed| of(seed, chains::Chain),
    |seed| of(seed, chains::Diamond),
    |seed| of(seed, chains::Fallbacks),
    |seed| of(seed, chains::Glue),
    |seed| of(seed, chains::Unordered),
    |seed| of(seed, branches::Branches),
    |seed| of(seed, branches::Outcomes),
    |seed| of(seed, |n| lists::Fan(list(n))),
    |seed| of(seed, |n| lists::Wide(list(n))),
    |seed| of(seed, |n| lists::Tolerant(list(n))),
    |seed| of(seed, |n| lists::Nested(list(n))),
    |seed| of(seed, |n| lists::Total(list(n))),
    |seed| of(seed, lists::Rounds),
    |seed| of(seed, lists::Race),
    |seed| of(seed, waits::Naps),
    |seed| of(seed, waits::Asking),
    |seed| of(seed, waits::First),
    |seed| of(seed, waits::Deadline),
    |seed| of(seed, waits::Limited),
    |seed| of(seed, within::Outer),
    |seed| of(seed, within::Trying),
    |seed| of(seed, |n| within::Askers(list(n))),
    |seed| of(seed, within::Deep),
    |seed| of(seed, |n| within::Anew(n, n % 4)),
    |seed| of(seed, sagas::Trip),
    |seed| of(seed, sagas::Sides),
    |seed| of(seed, |n| sagas::Everywhere(list(n))),
    |seed| of(seed, sagas::Parts),
    |seed| of(seed, |n| sagas::PartsOf(list(n))),
];

/// How many flows there are.
pub fn count() -> usize {
    FLOWS.len()
}

/// Simulates what the seed says.
pub fn run(seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    FLOWS[(seed % FLOWS.len() as u64) as usize](seed)
}

/// Simulates each of these seeds twice, and both must give the same trace. Goes on after something was wrong, and keeps the
/// first of each flow.
pub fn run_all(seeds: Range<u64>) -> Totals {
    let mut totals = Totals::default();
    for seed in seeds {
        totals.seeds += 1;
        match run_twice(seed) {
            Ok(ran) => {
                totals.steps += u64::from(ran.steps);
                totals.succeeded += u64::from(ran.succeeded);
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
pub fn run_twice(seed: u64) -> Result<Ran, Box<Found>> {
    let (ran, again) = (run(seed)?, run(seed)?);
    if ran.trace == again.trace {
        return Ok(ran);
    }
    let trace = format!("{}\nand\n{}", ran.trace, again.trace);
    Err(Box::new(Found { seed, what: "it gives two traces".to_owned(), trace }))
}

fn of<P: Pipeline>(seed: u64, launch: fn(u64) -> Launch<P>) -> Result<Ran, Box<Found>>
where
    P::Resources: ResourceSet<App>,
{
    let app = App { fates: Arc::new(Fates::new(seed)) };
    let simulation = signals(Simulation::new(seed), P::blueprint().name, hash(seed, "signals"));
    let Simulated { result, trace, steps, .. } = simulation.run(launch(hash(seed, "input") % 500).resources(&app))?;
    Ok(Ran { flow: P::blueprint().name, succeeded: result.is_ok(), trace, steps })
}

/// The signals that may come, now and then one too few.
fn signals(simulation: Simulation, flow: &str, chance: u64) -> Simulation {
    let some = |name: &str, count: u64, simulation: Simulation| {
        (0..count).fold(simulation, |simulation, n| simulation.signal(name, json!(n)))
    };
    let keyed = |name: &str, keys: Range<u64>, prefix: &str, simulation: Simulation| {
        keys.fold(simulation, |all, key| all.signal_with_key(name, &format!("{prefix}{key}"), json!(key)))
    };
    match flow {
        "Asking" => some("late", chance & 1, some("go", 1 + (chance >> 1) % 3, keyed("keyed", 0..3, "k", simulation))),
        "First" => some("person", chance & 1, simulation),
        "Limited" => some("word", chance & 1, simulation),
        "Askers" => (0..3 + chance % 3).fold(simulation, |all, _| keyed("more", 0..2, "", all)),
        _ => simulation,
    }
}

/// None to five numbers, each another.
fn list(n: u64) -> Vec<u64> {
    (0..n % 6).map(|k| n + k * 7).collect()
}

/// Scripted panics are not worth a line.
fn quiet_panics() {
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
