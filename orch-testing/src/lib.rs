//! Testing kit for flows written with orch.
//!
//! [`Flow::test`] runs a flow with scripted outcomes in driven time, and tells which way it took. [`replay`] is the driver
//! behind it: it throws the machine away after every event, so whatever passes here can also be resumed. [`store::Faulty`] is a store
//! that fails where it is told.

pub mod flow;
pub mod replay;
pub mod simulation;
pub mod store;

pub use flow::{Flow, FlowTest, Scripted, Tested};
