//! The store fails at operations of each pipeline of the mix, in every way: a sample here, all of them with `cargo xtask faults`.

use crash_mix::campaign::{Campaign, Sample};

#[test]
fn nothing_is_lost_or_repeated_when_the_store_fails() {
    let found = Campaign { sample: Sample::Every(17), seed: 1 }.run();
    assert!(found.verdict.is_good(), "{}", found.verdict.shown());
    assert!(found.faults > 500, "{found:?}");
}
