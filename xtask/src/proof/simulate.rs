//! `cargo xtask simulate`: the driver in virtual time under a seeded scheduler.

use simulated_flows::campaign;

use crate::Done;

/// In one go, unless another number is asked for.
pub(crate) const SEEDS: u64 = 10_000;

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
    match campaign::run(seed) {
        Ok(ran) => {
            print!("{}", ran.trace);
            println!("seed {seed}: {} {} in {} steps", ran.flow, ending(ran.succeeded), ran.steps);
            Ok(())
        }
        Err(found) => Err(found),
    }
}

fn ending(succeeded: bool) -> &'static str {
    if succeeded { "ended well" } else { "failed, as its text does" }
}

fn search(from: u64, seeds: u64) -> Done {
    let totals = campaign::run_all(from..from + seeds);
    for found in totals.found.values() {
        println!("seed {}: {}", found.seed, found.what);
    }
    let campaign::Totals { seeds, succeeded, steps, wrong, .. } = totals;
    println!("seeds={seeds} from={from} flows={} steps={steps} succeeded={succeeded} wrong={wrong}", campaign::count());
    match wrong {
        0 => Ok(()),
        _ => Err("something was wrong; `cargo xtask simulate --seed N` shows what happened".into()),
    }
}
