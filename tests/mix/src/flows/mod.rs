//! The pipelines of the mix: together they use every construct.

mod chains;
mod lists;
mod waits;
mod within;

pub use chains::{Chain, Choices, Glue, Order, Quiet, Rescue, Retries, Size, UNSURE};
pub use lists::{Fan, Race, Rounds, Ships, Tolerant, Total};
pub use waits::{Asking, Naps, Stoppable};
pub use within::{Askers, Asks, Doomed, Inner, Outer, Trying};
