//! The waist of orch: what generated code, engines, stores and adapters agree on.
//!
//! A pipeline's machine does no I/O. It owns a typed state, says in [`Command`]s what should happen next, builds the
//! future of one attempt or one evaluation in [`Pipeline::call`], and moves on an event. Engines drive it. This crate
//! knows no tokio, no SQL, no tokens and no renderers.

pub mod agent;
pub mod apart;
mod beside;
mod cells;
pub mod clock;
pub mod codec;
pub mod context;
pub mod engine;
pub mod event;
pub mod failure;
pub mod list;
pub mod machine;
pub mod path;
pub mod pipeline;
pub mod plan;
#[doc(hidden)]
pub mod private;
pub mod resources;
#[doc(hidden)]
pub mod sabotage;
pub mod saga;
pub mod secret;
pub mod sending;
pub mod slot;
pub mod state;
pub mod store;
pub mod uuid;

pub use agent::{Agent, Fault, NoError, OrFault, Outcome, Stage, Undoing, Undone};
pub use apart::Apart;
pub use clock::{Clock, Timestamp};
pub use codec::{CodecError, Saved};
pub use context::Context;
pub use engine::{Ask, Call, Engine, Site};
pub use event::{Again, Mark, Moves, NoValue, NodeEvent, NodeFailed, NodeOpened, Placed, Recorded, RunEvent, Waiting};
pub use failure::{Class, Classify, Failed, Failure, FailureKind};
pub use list::{Gathered, List};
pub use machine::{Command, CommandKind, Illegal, Machine};
pub use path::{At, Step};
pub use pipeline::{Durable, Pipeline, SignalError, SignalPort, Transition, Visitor};
pub use plan::Plan;
pub use resources::{Lend, NoResources, Provide, Res, ResourceSet};
pub use secret::Secret;
pub use sending::Sending;
pub use slot::{AnySlot, Slot};
pub use state::{AnyItems, FrameSlots, FrameState, Items, Progress, Status};
pub use uuid::Uuid;
