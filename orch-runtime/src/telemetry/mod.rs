//! Telling about runs: spans for `tracing`, and execution reports.

pub(crate) mod events;
pub(crate) mod report;
pub(crate) mod spans;
pub(crate) mod watch;
