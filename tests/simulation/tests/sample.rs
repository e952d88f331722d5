//! A sample of the simulation: `cargo xtask simulate` runs more.
#![allow(missing_docs, reason = "a test has no users")]

use simulated_flows::{campaign, replays};

#[test]
fn runs_keep_their_word_whatever_the_scheduler_does() {
    let totals = campaign::run_all(0..600, campaign::run);
    if let Some(found) = totals.found.values().next() {
        panic!("{found}");
    }
    assert!(totals.succeeded * 4 > totals.seeds && totals.succeeded < totals.seeds, "{totals:?}");
}

#[test]
fn durable_runs_keep_their_word_whenever_their_process_dies() {
    let totals = campaign::run_all(0..600, campaign::run_dying);
    if let Some(found) = totals.found.values().next() {
        panic!("{found}");
    }
    assert!(totals.succeeded * 4 > totals.seeds && totals.succeeded < totals.seeds, "{totals:?}");
}

/// What was found further on.
#[test]
fn a_change_that_a_pause_holds_back_does_not_begin_behind_a_failure() {
    for seed in [13402, 17784, 25123] {
        campaign::run_dying(seed).unwrap_or_else(|found| panic!("{found}"));
    }
}

#[test]
fn runs_are_the_same_when_their_machine_is_thrown_away_after_every_event() {
    let ran: Vec<_> = (0..120).map(|seed| replays::run(seed).unwrap_or_else(|found| panic!("{found}"))).collect();
    let succeeded = ran.iter().filter(|ran| ran.succeeded).count();
    assert!(succeeded * 4 > ran.len() && succeeded < ran.len(), "{succeeded} of {}", ran.len());
}

/// The two bugs that nothing but the replaying driver sees, each planted in a process that runs the test above.
#[cfg(feature = "sabotage")]
#[test]
fn the_replaying_driver_sees_what_is_planted() {
    let passes_with = |bug: &str| {
        let test = "runs_are_the_same_when_their_machine_is_thrown_away_after_every_event";
        let mut program = std::process::Command::new(std::env::current_exe().expect("a test knows its program"));
        let program = program.args(["--exact", test]).env("ORCH_SABOTAGE", bug);
        program.output().expect("a test can be run again").status.success()
    };
    assert!(passes_with("nothing"), "it finds something where nothing is planted");
    for bug in ["ready_reversed", "unsorted_map"] {
        assert!(!passes_with(bug), "{bug} is not seen");
    }
}
