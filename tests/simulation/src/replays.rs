//! The same flows under the driver that trusts nothing, and one whose values are maps of a hash.

use orch_core::Pipeline;
use orch_runtime::{Launch, Supplies};
use orch_testing::replay::{Divergence, Replay};
use orch_testing::simulation::Found;
use serde_json::json;

use crate::agents::hash;
use crate::campaign::{FLOWS, Letter, Ran, Run, Way, of, quiet_panics};
use crate::flows::maps;

/// A `HashMap` has no order that a simulation would look at.
const MORE: &[Run] = &[|seed, way| of(seed, way, maps::Tallies)];

/// Replays what the seed says.
///
/// # Errors
/// What differs.
pub fn run(seed: u64) -> Result<Ran, Box<Found>> {
    quiet_panics();
    let all = FLOWS.len() + MORE.len();
    let flow = (seed % all as u64) as usize;
    FLOWS.get(flow).unwrap_or_else(|| &MORE[flow - FLOWS.len()])(seed, Way::Replayed)
}

pub(crate) fn replay<P: Pipeline, R: Supplies<P>>(
    seed: u64,
    letters: Vec<Letter>,
    launch: Launch<P, R>,
) -> Result<Ran, Box<Found>> {
    let driver = Replay::new(hash(seed, "replay")).suspend_every([0, 5, 11][(seed % 3) as usize]);
    let driver = letters.into_iter().fold(driver, |all, (name, key, n)| match key {
        None => all.signal(name, json!(n)),
        Some(key) => all.signal_with_key(name, &key, json!(n)),
    });
    let wrong = |what: String| Box::new(Found { seed, what, trace: String::new() });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let replayed = runtime.map_err(|error| wrong(error.to_string()))?.block_on(driver.run(launch));
    let (succeeded, events) = match replayed {
        Ok(replayed) => (replayed.result.is_ok(), replayed.events.len()),
        // A signal too few is no fault of the machine.
        Err(Divergence::Stuck { events, .. }) => (false, events),
        Err(divergence) => return Err(wrong(format!("{}: {divergence}", P::blueprint().name))),
    };
    Ok(Ran { flow: P::blueprint().name, succeeded, trace: String::new(), steps: events as u32 })
}
