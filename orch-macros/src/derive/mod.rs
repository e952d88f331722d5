//! The derives.

pub(crate) mod classify;
pub(crate) mod resources;
