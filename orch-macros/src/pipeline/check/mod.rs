//! Refusals that need no resolved flow.

pub(crate) mod foreign;
pub(crate) mod hidden_exit;
pub(crate) mod nearest;
pub(crate) mod recompute;
pub(crate) mod signal_names;
