//! A sample of the simulation: `cargo xtask simulate` runs more.
#![allow(missing_docs, reason = "a test has no users")]

use simulated_flows::campaign;

#[test]
fn runs_keep_their_word_whatever_the_scheduler_does() {
    let totals = campaign::run_all(0..600);
    if let Some(found) = totals.found.values().next() {
        panic!("{found}");
    }
    assert!(totals.succeeded * 4 > totals.seeds && totals.succeeded < totals.seeds, "{totals:?}");
}
