//! Durable runs: what is recorded and when, what survives, and what an orchestrator promises.
#![allow(missing_docs, unreachable_pub, reason = "nobody reads the docs of a test")]

mod agents;
mod backups;
mod basics;
mod bench;
mod double;
mod early;
mod flows;
mod journals;
mod keys;
mod kit;
mod operating;
mod parking;
mod pausing;
mod progress;
mod racing;
mod recovery;
mod room;
mod starting;
mod stopping;
mod submitting;
mod unknown;
mod versions;
mod watching;
mod writes;
