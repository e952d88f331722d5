//! The flows, by what they are about.

pub mod branches;
pub mod chains;
pub mod clocks;
pub mod lists;
pub mod maps;
pub mod patterns;
pub mod sagas;
pub mod waits;
pub mod within;
