//! Blueprints as `pipeline!` would print them, written by hand: one for each construct, and large ones.
#![allow(dead_code, reason = "each test takes what it needs")]

mod build;
mod constructs;
mod generated;
mod large;

use orch_blueprint::Blueprint;

/// All of them with the names of their snapshots.
pub fn all() -> Vec<(&'static str, &'static Blueprint)> {
    vec![
        ("chain", &constructs::CHAIN),
        ("diamond", &constructs::DIAMOND),
        ("market_data", &constructs::MARKET_DATA),
        ("nested_branches", &constructs::NESTED),
        ("rounds", &constructs::ROUNDS),
        ("each", &constructs::EACH),
        ("race", &constructs::RACE),
        ("sub_pipeline", &constructs::OUTER),
        ("saga", &constructs::SAGA),
        ("odd_names", &constructs::ODD),
        ("wide", &large::WIDE),
        ("dispatch", large::dispatch()),
        ("sixty", large::sixty()),
        ("sixty_chain", large::sixty_chain()),
    ]
}

/// Those of [`all`], and generated ones of all sizes.
pub fn many() -> Vec<(String, &'static Blueprint)> {
    let generated = (0..GENERATED).map(|seed| (format!("seed {seed}"), generated(seed)));
    all().into_iter().map(|(name, blueprint)| (name.to_owned(), blueprint)).chain(generated).collect()
}

/// How many flows are generated.
const GENERATED: u64 = 100;

/// The generated flow of a seed, to be looked at.
pub fn generated(seed: u64) -> &'static Blueprint {
    generated::flow(seed, 4 + seed as usize % 90)
}
