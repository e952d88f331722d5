//! Flows of every construct, whose agents do what a seed says, and the campaign that simulates them.
//!
//! A seed names a flow, its input, what its agents answer, and everything that the scheduler decides: see
//! [`orch_testing::simulation`]. `cargo xtask simulate` runs any number of seeds, and shows one of them.
#![allow(missing_docs, reason = "flows for a proof have no users")]

pub mod agents;
pub mod campaign;
pub mod flows;
pub mod replays;
