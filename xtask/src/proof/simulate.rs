//! `cargo xtask simulate`: the driver in virtual time under a seeded scheduler.

use simulated_flows::campaign;

use crate::Done;

/// In one go, unless another number is asked for.
pub(crate) const SEEDS: u64 = 10_000;

/// How the runs of a seed are driven, and how many flows are.
type Way = (&'static str, campaign::Runs, fn() -> usize);

/// All of them.
const WAYS: &[Way] = &[
    ("in memory", campaign::run, campaign::count),
    ("in processes that die", campaign::run_dying, campaign::count_durable),
];

/// `--seeds N --from S` runs that many from there on; `--seed S` runs one and shows what happened.
pub(crate) fn run(words: &[&str]) -> Done {
    let (mut seeds, mut from, mut one) = (SEEDS, 0, None);
    for pair in words.chunks(2) {
        match *pair {
            ["--seeds", number] => seeds = number.parse()?,
            ["--from", number] => from = number.parse()?,
            ["--seed", number] => one = Some(number.parse()?),
            _ => return Err("usage: cargo xtask simulate [--seeds N] [--from S] | --seed S".into()),
        }
    }
    match one {
        Some(seed) => show(seed),
        None => search(from, seeds),
    }
}

fn show(seed: u64) -> Done {
    for (way, run, _) in WAYS {
        match run(seed) {
            Ok(ran) => {
                print!("{}", ran.trace);
                println!("seed {seed}, {way}: {} {} in {} steps", ran.flow, ending(ran.succeeded), ran.steps);
            }
            Err(found) => return Err(format!("{way}: {found}").into()),
        }
    }
    Ok(())
}

fn ending(succeeded: bool) -> &'static str {
    if succeeded { "ended well" } else { "failed, as its text does" }
}

fn search(from: u64, seeds: u64) -> Done {
    let mut all = 0;
    for (way, run, flows) in WAYS {
        let totals = campaign::run_all(from..from + seeds, *run);
        for found in totals.found.values() {
            println!("seed {}, {way}: {}", found.seed, found.what);
        }
        let campaign::Totals { seeds, succeeded, steps, wrong, .. } = totals;
        let flows = flows();
        println!("seeds={seeds} from={from} flows={flows} steps={steps} succeeded={succeeded} wrong={wrong} {way}");
        all += wrong;
    }
    match all {
        0 => Ok(()),
        _ => Err("something was wrong; `cargo xtask simulate --seed N` shows what happened".into()),
    }
}
