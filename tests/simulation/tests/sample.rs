//! A sample of the simulation: `cargo xtask simulate` runs more.
#![allow(missing_docs, reason = "a test has no users")]

use orch::{agent, pipeline};
use orch_testing::simulation::Simulation;
use simulated_flows::{campaign, replays};

/// A flow that never comes to its end proves little, and so does one that never fails.
fn every_flow_ends_both_ways(totals: &campaign::Totals, flows: usize) {
    assert_eq!(totals.flows.len(), flows);
    let one_way = totals.flows.iter().find(|(_, ends)| ends.contains(&0));
    assert_eq!(one_way, None, "runs that ended well, and that did not");
}

#[test]
fn runs_keep_their_word_whatever_the_scheduler_does() {
    let totals = campaign::run_all(0..600, campaign::run);
    if let Some(found) = totals.found.values().next() {
        panic!("{found}");
    }
    every_flow_ends_both_ways(&totals, campaign::count());
    assert!(totals.succeeded * 4 > totals.seeds && totals.succeeded < totals.seeds, "{totals:?}");
}

#[test]
fn durable_runs_keep_their_word_whenever_their_process_dies() {
    let totals = campaign::run_all(0..600, campaign::run_dying);
    if let Some(found) = totals.found.values().next() {
        panic!("{found}");
    }
    every_flow_ends_both_ways(&totals, campaign::count_durable());
    assert!(totals.succeeded * 4 > totals.seeds && totals.succeeded < totals.seeds, "{totals:?}");
}

/// What was found further on, in the flows that these seeds meant then.
#[test]
fn a_change_that_a_pause_holds_back_does_not_begin_behind_a_failure() {
    for (flow, seed) in [("Unordered", 13402), ("Fan", 17784), ("Tolerant", 25123)] {
        campaign::run_dying_of(flow, seed).unwrap_or_else(|found| panic!("{found}"));
    }
}

/// A pause that ended when the run was cancelled.
#[test]
fn a_change_that_a_pause_holds_back_does_not_begin_when_the_run_around_it_is_stopped() {
    campaign::run_dying_of("Visits", 653).unwrap_or_else(|found| panic!("{found}"));
}

/// A pipeline that waits to be tried again when its run is stopped is given up, although its end is told as a failure.
#[test]
fn what_a_stop_ends_between_two_attempts_is_given_up() {
    for (flow, seed) in [("Visits", 2408), ("Legs", 693)] {
        campaign::run_of(flow, seed).unwrap_or_else(|found| panic!("{found}"));
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

#[agent(reads, spawn)]
async fn apart() -> bool {
    tokio::task::try_id().is_some()
}

#[agent(reads)]
async fn here() -> bool {
    tokio::task::try_id().is_none()
}

pipeline! {
    Places() -> bool {
        let apart = apart().await?;
        let here = here().await?;
        apart && here
    }
}

/// The run itself is simulated in no task.
#[test]
fn an_agent_that_asks_for_a_task_has_one_when_it_is_let_go() {
    for seed in 0..20 {
        let simulated = Simulation::new(seed).undisturbed().run(Places()).unwrap_or_else(|found| panic!("{found}"));
        assert_eq!(simulated.result.map(|places| *places), Ok(true));
    }
}
