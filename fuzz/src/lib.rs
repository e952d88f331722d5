//! The macros of orch against inputs that nobody would write.
//!
//! A proc-macro crate exports nothing but its macros, so the front end is compiled into this crate a second time, from the same
//! files. Outside of a compiler its tokens have places in a text, so that a test can say whether an error stands where the
//! mistake is.
//!
//! [`corpus`] finds what is written in tests, examples and docs; [`mutate`] spoils it; [`doors`] hands it to a macro; [`check`]
//! says what must hold of what comes out; [`reduce`] makes a finding small; [`campaign`] does all that as often as is asked.
//! What was found is kept in `tests/fuzz.rs`.

extern crate proc_macro;

pub mod campaign;
pub mod check;
pub mod corpus;
pub mod dice;
pub mod doors;
pub mod mutate;
pub mod reduce;
pub mod tree;
mod words;

// The front end, as `orch-macros/src/lib.rs` has it.
#[path = "../../orch-macros/src/agent/mod.rs"]
mod agent;
#[path = "../../orch-macros/src/checked.rs"]
mod checked;
#[path = "../../orch-macros/src/closed.rs"]
mod closed;
#[path = "../../orch-macros/src/depth.rs"]
mod depth;
#[path = "../../orch-macros/src/derive/mod.rs"]
mod derive;
#[path = "../../orch-macros/src/diagnostics.rs"]
mod diagnostics;
#[path = "../../orch-macros/src/editor.rs"]
mod editor;
#[path = "../../orch-macros/src/hygiene.rs"]
mod hygiene;
#[path = "../../orch-macros/src/pipeline/mod.rs"]
mod pipeline;
#[path = "../../orch-macros/src/policy/mod.rs"]
mod policy;
#[path = "../../orch-macros/src/rustdoc.rs"]
mod rustdoc;
#[path = "../../orch-macros/src/show.rs"]
mod show;
#[cfg(test)]
#[path = "../../orch-macros/src/spoiled.rs"]
mod spoiled;
