//! The flows, by what they are about.

pub mod branches;
pub mod chains;
pub mod lists;
pub mod maps;
pub mod sagas;
pub mod waits;
pub mod within;
