//! `cargo xtask faults`: the store fails at every operation of every pipeline of the mix, in every way.

use std::collections::BTreeMap;
use std::time::Instant;

use crash_mix::campaign::{Campaign, Sample};

use crate::Done;

/// How many of each kind of finding are printed.
const SHOWN: usize = 5;

pub(crate) fn run(words: &[&str]) -> Done {
    let given = super::settings(words, &["every", "seed"])?;
    let sample = given.get("every").map_or(Sample::All, |every| Sample::Every((*every).max(1)));
    let begun = Instant::now();
    let found = Campaign { sample, seed: given.get("seed").copied().unwrap_or(1) }.run();
    println!("{:.1} s", begun.elapsed().as_secs_f64());
    let verdict = &found.verdict;
    for (kind, list) in [("lost", &verdict.lost), ("repeated", &verdict.repeated), ("differing", &verdict.differing)] {
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for what in list {
            let run = what.split('-').next().unwrap_or_default();
            let seen = kinds.entry(run).or_default();
            *seen += 1;
            if *seen <= SHOWN as u32 {
                println!("{kind}: {what}");
            }
        }
    }
    println!(
        "pipelines={} operations={} faults={} gathered={} again={} takeovers={} letters={} lost={} repeated={} differing={}",
        found.pipelines,
        found.operations,
        found.faults,
        found.gathered,
        found.again,
        found.takeovers,
        found.letters,
        verdict.lost.len(),
        verdict.repeated.len(),
        verdict.differing.len(),
    );
    super::good(verdict.is_good())
}
