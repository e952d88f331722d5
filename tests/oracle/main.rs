//! Generated flows against the same bodies as ordinary sequential code.
//!
//! A run must give what its twin gives, fail exactly as it fails, and change the world only as it would; its recorded
//! events must fold into the same end, and so must runs whose machine is thrown away after every event.
//!
//! `cargo xtask oracle` runs any number of fresh flows against the same harness; `flows.rs` is a sample, made by
//! `cargo xtask oracle --sample`.
#![allow(missing_docs, unreachable_pub, dead_code, reason = "a harness that other flows use more of, and a test")]

mod agents;
mod check;
#[rustfmt::skip]
mod flows;
mod twin;
mod value;
mod world;

/// Of each flow; every third is replayed, too.
const CASES: u64 = 30;

#[test]
fn flows_give_what_their_text_gives() {
    check::quiet_panics();
    let flows = flows::all();
    let (mut cases, mut succeeded) = (0, 0);
    for (number, flow) in flows.iter().enumerate() {
        for case in 0..CASES {
            let seed = world::hash(&[case, number as u64]);
            match flow.run(seed, u64::from(case % 3 == 0)) {
                Ok(success) => succeeded += u32::from(success),
                Err(what) => panic!("{} differs with seed {seed}:\n{what}\n{}", flow.name, flow.text),
            }
            cases += 1;
        }
    }
    assert!(cases >= 300 && succeeded * 3 > cases && succeeded < cases, "{succeeded} of {cases} succeeded");
}
