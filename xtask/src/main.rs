//! The project's own commands: measurements and long proofs.
//!
//! ```text
//! cargo xtask measure overhead        what a stage costs at run time
//! cargo xtask measure compile-time    what a pipeline costs at compile time
//! cargo xtask measure durable         what a durable step costs, and recovery, and parked runs (in a release build)
//! cargo xtask oracle                  random flows against their bodies as ordinary sequential code
//! ```

mod measure;
mod oracle;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask measure overhead|compile-time|durable\n       cargo xtask oracle [--flows N] [--cases M] [--seed S] | --sample";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["measure", "overhead"] => measure::overhead::run(),
        ["measure", "compile-time"] => measure::compile_time::run(),
        ["measure", "durable"] => measure::durable::run(),
        ["measure", "durable-child", ref words @ ..] => measure::durable::run_child(words),
        ["oracle", ref words @ ..] => oracle::run(words),
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
