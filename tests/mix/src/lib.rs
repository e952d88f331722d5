//! A mix of pipelines that use every construct of the language, and what must be true of their runs whatever happens to the
//! process, the store and the disk.
//!
//! The mix is driven by three harnesses: `cargo xtask crash` (a real process is killed again and again), `cargo xtask faults`
//! (a store in memory fails at every operation), and `cargo xtask sabotage` (the same with planted bugs, each of which must be
//! found). All of them hand what they saw to [`check`].

pub mod agents;
pub mod campaign;
pub mod cases;
pub mod check;
pub mod faults;
pub mod flows;
pub mod journal;
pub mod session;
pub mod witness;
