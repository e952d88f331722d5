//! The work itself: async functions that say what they need and what they do to the world. Nothing here knows the flow.

mod analysis;
mod reading;
pub mod storing;

pub use analysis::{Grade, detect, enrich, grade};
pub use reading::{parse, repair};
pub use storing::{Receipt, Verdict, store, store_reviewed};
