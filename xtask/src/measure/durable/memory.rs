//! Memory: of a process with nothing to do, and of one with 100,000 parked runs.

use std::io;
use std::path::Path;

use super::child;
use crate::measure::print_alone;

pub(super) fn run(folder: &Path) -> io::Result<()> {
    let (idle, _) = park(&folder.join("idle.db"), 0)?;
    print_alone("idle_mib", idle, "MiB");
    let (before, after) = park(&folder.join("parked.db"), 100_000)?;
    print_alone("parked_100k_mib", after - before, "MiB");
    Ok(())
}

/// What a process holds before and after it has parked so many runs, in MiB.
fn park(path: &Path, runs: usize) -> io::Result<(f64, f64)> {
    let words = ["park", path.to_str().unwrap_or_default(), &runs.to_string()];
    let (mut child, said) = child::start(&words, false)?;
    child.kill()?;
    child.wait()?;
    let mut numbers = said.split(' ').filter_map(|word| word.parse::<f64>().ok());
    let pair = numbers.next().zip(numbers.next());
    let (before, after) = pair.ok_or_else(|| io::Error::other(format!("the process said {said:?}")))?;
    Ok((before / 1024.0, after / 1024.0))
}
