//! The project's own commands: measurements and long proofs.
//!
//! ```text
//! cargo xtask measure overhead        what a stage costs at run time
//! cargo xtask measure compile-time    what a pipeline costs at compile time
//! cargo xtask measure durable         what a durable step costs, and recovery, and parked runs (in a release build)
//! cargo xtask oracle                  random flows against their bodies as ordinary sequential code
//! cargo xtask fuzz                    spoiled flows, agents and derives against the macros
//! cargo xtask crash                   a process is killed again and again
//! cargo xtask faults                  the store fails at every operation
//! cargo xtask corrupt                 a store's file is cut, and bits of it flip
//! cargo xtask errors                  the gallery of refusals, made from the cases under `tests/ui`
//! cargo xtask simulate                the driver in virtual time, under a seeded scheduler
//! cargo xtask sabotage                bugs are planted, and each must be found by these
//! ```

mod errors;
mod fuzz;
#[cfg(test)]
mod house;
mod measure;
mod oracle;
mod proof;

use std::process::ExitCode;

/// What comes of a command.
type Done = Result<(), Box<dyn std::error::Error>>;

const USAGE: &str = "usage: cargo xtask measure overhead|compile-time\n       cargo xtask measure durable [latency|throughput|recovery|memory]…\n       cargo xtask oracle [--flows N] [--cases M] [--seed S] [--from K] | --sample\n       cargo xtask fuzz [--cases N] [--seed S] [--from K]\n       cargo xtask crash [--kills N] [--seed S]\n       cargo xtask faults [--every N] [--seed S]\n       cargo xtask corrupt [--flips N] [--stride N] [--seed S]\n       cargo xtask errors [--check]\n       cargo xtask simulate [--seeds N] [--from S] | --seed S\n       cargo xtask sabotage";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["measure", "overhead"] => measure::overhead::run().map_err(Into::into),
        ["measure", "compile-time"] => measure::compile_time::run().map_err(Into::into),
        ["measure", "durable", ref parts @ ..] => measure::durable::run(parts).map_err(Into::into),
        ["measure", "durable-child", ref words @ ..] => measure::durable::run_child(words).map_err(Into::into),
        ["oracle", ref words @ ..] => oracle::run(words).map_err(Into::into),
        ["fuzz", ref words @ ..] => fuzz::run(words).map_err(Into::into),
        ["crash", ref words @ ..] => proof::crash::run(words),
        ["crash-child", ref words @ ..] => proof::crash::child(words),
        ["corrupt", ref words @ ..] => proof::corrupt::run(words),
        ["errors", ref words @ ..] => errors::run(words),
        ["sabotage"] => proof::sabotage::build(),
        ["sabotage-check", ref words @ ..] => proof::sabotage::check(words),
        ["simulate", ref words @ ..] => proof::simulate::run(words),
        ["faults", ref words @ ..] => proof::faults::run(words),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
