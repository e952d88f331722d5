//! The pipelines of the mix: together they use every construct.

mod chains;
mod lists;
mod sagas;
mod waits;
mod within;

pub use chains::{Chain, Choices, Glue, Order, Quiet, Rescue, Retries, Size, UNSURE};
pub use lists::{Computed, Fan, Race, Rounds, Ships, Tolerant, Total};
pub use sagas::{Anew, Part, Saga, Trip};
pub use waits::{Asking, Naps, Stoppable};
pub use within::{Askers, Asks, Doomed, Inner, Outer, Trying};
