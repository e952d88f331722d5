//! What the campaign found wrong in the engine, each as it was found.

use crash_mix::cases::{all, undisturbed};
use crash_mix::faults::{Injury, Writes, operations, suffer};
use orch_testing::store::Fault;

/// A case, and everything of one kind that is done to it at each operation.
fn at_each_operation(id: &str, injury: impl Fn(u64, u64) -> Injury) {
    let case = all(1).into_iter().find(|case| case.id == id).expect("the mix has it");
    let expected = [(case.id.clone(), undisturbed(&case))].into_iter().collect();
    let (count, _) = operations(&case, &expected);
    for at in 0..count {
        let verdict = suffer(&case, &expected, injury(at, count), Writes::Inline);
        assert!(verdict.is_good(), "at {at}: {}", verdict.shown());
    }
}

/// When the journal failed while a run was parked, whoever waited for the run was not told. When a run was claimed and its history
/// could not be read just then, it was driven by nobody as long as the process lived.
#[test]
fn a_failure_while_a_run_is_parked_is_told_or_outlived() {
    at_each_operation("naps-1", |at, _| Injury::Fault { at, fault: Fault::Before, lasting: false });
}

/// The same for a process that takes runs up, and for the reading of letters.
#[test]
fn a_failure_after_a_restart_is_told_or_outlived() {
    at_each_operation("stoppable-1", |at, count| Injury::Again { dies: count / 2, at, fault: Fault::Before });
    at_each_operation("chain-1", |at, count| Injury::Again { dies: count / 2, at, fault: Fault::Before });
}

/// A run that had come to its end, and of which that was not recorded, was stopped once more by the letter that had stopped it: it ended
/// with a broken invariant.
#[test]
fn a_run_that_was_stopped_is_not_stopped_again_by_a_restart() {
    for (fault, lasting) in Fault::ALL.into_iter().flat_map(|fault| [(fault, false), (fault, true)]) {
        at_each_operation("stoppable-1", |at, _| Injury::Fault { at, fault, lasting });
    }
}

/// A letter that came while the run was reading others was not read; nor was one that came while the run was about to park.
#[test]
fn a_letter_is_seen_whenever_it_comes() {
    let case = all(1).into_iter().find(|case| case.id == "asking-1").expect("the mix has it");
    let expected = [(case.id.clone(), undisturbed(&case))].into_iter().collect();
    for at in [10, 11].repeat(60) {
        let fault = Injury::Fault { at, fault: Fault::Before, lasting: true };
        let verdict = suffer(&case, &expected, fault, Writes::Gathered);
        assert!(verdict.is_good(), "at {at}: {}", verdict.shown());
    }
}
