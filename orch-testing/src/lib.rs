//! Testing kit for flows written with orch.
//!
//! [`Flow::test`] runs a flow with scripted outcomes in driven time, and tells which way it took. [`replay`] is the driver
//! behind it: it throws the machine away after every event, so whatever passes here can also be resumed.

pub mod flow;
pub mod replay;

pub use flow::{Flow, FlowTest, Scripted, Tested};
