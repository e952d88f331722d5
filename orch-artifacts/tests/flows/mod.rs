//! Blueprints as `pipeline!` would print them, written by hand: one for each construct, and large ones.
#![allow(dead_code, reason = "each test takes what it needs")]

mod build;
mod constructs;
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
        ("sixty", large::sixty()),
        ("sixty_chain", large::sixty_chain()),
    ]
}
