//! `cargo xtask crash --kills N --seed S`: a process that drives the mix is killed at random instants and started again until all
//! runs have ended. A witness outside of it says what it did; what was acknowledged to it is written down; what is on disk is
//! looked at each time it is dead.

mod child;
mod parent;
mod place;

use std::time::Instant;

use crate::Done;

pub(crate) use child::run as child;

/// How many runs of each pipeline of the mix share a store until it is begun anew.
const ROUNDS: u64 = 2;

pub(crate) fn run(words: &[&str]) -> Done {
    let given = super::settings(words, &["kills", "seed"])?;
    let (kills, seed) = (given.get("kills").copied().unwrap_or(200), given.get("seed").copied().unwrap_or(1));
    let begun = Instant::now();
    let told = parent::run(kills, seed)?;
    let verdict = &told.verdict;
    for list in [&verdict.lost, &verdict.repeated, &verdict.differing] {
        list.iter().take(10).for_each(|what| println!("{what}"));
    }
    println!(
        "stores={} calls={} acknowledged={} unknown={} in {:.1} s",
        told.stores,
        told.calls,
        told.acks,
        told.unknown,
        begun.elapsed().as_secs_f64()
    );
    println!(
        "kills={} runs={} lost={} repeated={} differing={}",
        told.kills,
        told.runs,
        verdict.lost.len(),
        verdict.repeated.len(),
        verdict.differing.len()
    );
    super::good(verdict.is_good())
}
