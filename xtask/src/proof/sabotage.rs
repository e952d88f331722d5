//! `cargo xtask sabotage`: bugs are planted, one at a time, and each must be found by a check of the proof. A proof that finds
//! nothing proves nothing.

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crash_mix::campaign::{Campaign, Sample};

use simulated_flows::{campaign, replays};

use crate::Done;

/// The planted bugs: what the engine is told by `orch_core::sabotage`, what it does then, and the check that shall find it.
const BUGS: &[(&str, &str, &str)] = &[
    ("no_fsync", "nothing is brought to the disk", "faults"),
    ("ack_before_commit", "what was recorded is acknowledged before it is committed", "faults"),
    ("drop_last", "the last event of a batch is dropped", "faults"),
    ("no_fence", "who may record, and what follows on what, is forgotten", "faults"),
    ("replay_order", "two events are replayed in the wrong order", "faults"),
    ("shared_key", "items of a fan-out share an idempotency key", "faults"),
    ("lose_attempt", "a restart counts attempts anew", "faults"),
    ("timer_twice", "a timer fires twice", "faults"),
    ("early_start", "a change starts one event before its own is on disk", "faults"),
    ("recompute", "a recorded value is computed again", "faults"),
    ("reorder_list", "the list of a fan-out is reversed by a restart", "faults"),
    ("park_unseen", "a run parks although there is a letter", "faults"),
    ("letter_twice", "a letter is not taken by its event", "faults"),
    ("once_again", "a `once` that was cut off is called again", "faults"),
    ("undo_forward", "changes are undone in the order of completion", "faults"),
    ("undo_lost", "an undo that was under way is lost by a restart", "faults"),
    ("shared_pass", "a pass after `restart` has the idempotency keys of the first", "faults"),
    ("lost_wake", "every second attempt of several is not heard when it wakes its run", "simulate"),
    ("early_change", "a change does not wait for what could end the run above it", "simulate"),
    ("last_failure", "of two endings the later one holds", "simulate"),
    ("missed_cancel", "every second attempt goes on when it is given up", "simulate"),
    ("forgotten_retry", "the report tells of no repeated attempt", "simulate"),
    ("forgotten_wait", "the report tells of no backoff", "simulate"),
    ("late_timer", "a timer fires a second late", "simulate"),
    ("early_letter", "a signal that comes before it is waited for is dropped", "simulate"),
    ("early_start", "a change starts one event before its own is on disk", "dying"),
    ("ack_before_commit", "what was recorded is acknowledged before it is committed", "dying"),
    ("forget_last", "the last event of a run is not read after a restart", "dying"),
    ("lose_attempt", "a restart counts attempts anew", "dying"),
    ("once_again", "a `once` that was cut off is called again", "dying"),
    ("undo_lost", "an undo that was under way is lost by a restart", "dying"),
    ("park_unseen", "a run parks although there is a letter", "dying"),
    ("letter_twice", "a letter is not taken by its event", "dying"),
    ("unheard_pause", "an attempt that waits for its backoff does not hear of a pause", "dying"),
    ("unheard_resume", "nobody is told that a pause is over", "dying"),
    ("ready_reversed", "what an event makes ready begins from behind", "replay"),
    ("unsorted_map", "maps are written in the order of a hash", "replay"),
    ("unsummed", "the sums of rows are not looked at", "corrupt"),
];

/// After so long a process with a planted bug is taken to hang.
const HANGS: Duration = Duration::from_secs(300);

/// So many runs are replayed with a bug that the replaying driver shall see.
const REPLAYED: u64 = 300;

/// Builds this program with the planted bugs in it, and runs that.
pub(crate) fn build() -> Done {
    if cfg!(feature = "sabotage") {
        return run();
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let words = ["run", "--quiet", "--release", "--package", "xtask", "--features", "sabotage", "--", "sabotage"];
    super::good(Command::new(cargo).args(words).status()?.success())
}

fn run() -> Done {
    let mut missed = 0;
    println!("{:18} | {:60} | found by", "bug", "what it does");
    for (bug, does, check) in BUGS {
        let found = plant(bug, check)?;
        missed += u32::from(found.is_none());
        println!("{bug:18} | {does:60} | {}", found.as_deref().unwrap_or("NOBODY"));
    }
    println!("planted={} found={}", BUGS.len(), BUGS.len() as u32 - missed);
    super::good(missed == 0)
}

/// Runs the check with the bug planted, and says what it found.
fn plant(bug: &str, check: &str) -> Result<Option<String>, Box<dyn std::error::Error>> {
    // A file and no pipe: whoever panics again and again must not wait for a reader.
    let mut errors = tempfile::tempfile()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["sabotage-check", check]).env("ORCH_SABOTAGE", bug).env("RUST_BACKTRACE", "0");
    command.stdout(Stdio::piped()).stderr(errors.try_clone()?);
    let mut child = command.spawn()?;
    let until = Instant::now() + HANGS;
    while child.try_wait()?.is_none() {
        if Instant::now() >= until {
            child.kill()?;
            child.wait()?;
            return Ok(Some(format!("{check}: it hangs")));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    // A check that is a test says why it fails where it panics, and not in its summary.
    let last = said.lines().rfind(|line| !line.trim().is_empty()).filter(|line| !line.starts_with("test result:"));
    let found = last.map_or_else(|| panicked(&mut errors), |last| Ok(last.to_owned()))?;
    let last = found.chars().take(150).collect::<String>();
    Ok((!output.status.success()).then(|| format!("{check}: {last}")))
}

/// What a check said last that found by panicking.
fn panicked(errors: &mut File) -> std::io::Result<String> {
    let mut said = String::new();
    errors.rewind()?;
    errors.read_to_string(&mut said)?;
    let lines: Vec<&str> = said.lines().collect();
    let Some(place) = lines.iter().rposition(|line| line.contains("panicked at")) else {
        return Ok("it ends with an error".to_owned());
    };
    // The message is on the next line.
    Ok(format!("it panics: {}", lines.get(place + 1).unwrap_or(&lines[place])))
}

/// The first seed of the simulation in which something is wrong.
fn first(run: campaign::Runs) -> Done {
    match (0..super::simulate::SEEDS).find_map(|seed| campaign::run_twice(seed, run).err()) {
        Some(found) => {
            println!("seed {}: {}", found.seed, found.what);
            super::good(false)
        }
        None => Ok(()),
    }
}

/// One check, until it finds something.
pub(crate) fn check(words: &[&str]) -> Done {
    match words {
        ["faults"] => {
            for stride in [61, 13, 3] {
                let campaign = Campaign { sample: Sample::Every(stride), seed: 1 };
                let found = campaign.run_while(|found| found.verdict.is_good());
                if !found.verdict.is_good() {
                    println!("{}", found.verdict.shown());
                    return super::good(false);
                }
            }
            Ok(())
        }
        ["simulate"] => first(campaign::run),
        ["dying"] => first(campaign::run_dying),
        ["replay"] => match (0..REPLAYED).find_map(|seed| replays::run(seed).err()) {
            Some(found) => {
                println!("{found}");
                super::good(false)
            }
            None => Ok(()),
        },
        ["corrupt"] => super::corrupt::run(&["--flips", "3000", "--stride", "4001"]),
        _ => Err("there is no such check".into()),
    }
}
