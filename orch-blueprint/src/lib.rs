//! What is true of a pipeline before anyone runs it.
//!
//! Everything here is plain, `const` data: agents' contracts ([`AgentSpec`]), the graph of a pipeline ([`Blueprint`]),
//! and what follows from them alone — the [order rule](order) and the [checks](check) that a compiler can make.
//! The crate knows no tokens, no clocks and no I/O; it is linked into every user's macro build and into every engine.

pub mod agent;
pub mod check;
pub mod effect;
pub mod fingerprint;
pub mod flow;
pub mod nearest;
pub mod options;
pub mod order;
pub mod policy;

pub use agent::{AgentSpec, Compensation, Param, Placement};
pub use effect::Effect;
pub use fingerprint::Fingerprint;
pub use flow::{Blueprint, Fallback, Frame, FrameKind, Guard, Kind, Node, Overrides, Signal, StageRef};
pub use options::{Deadline, Options, Slo};
pub use policy::{Backoff, Jitter, Retry};
