//! What a compiler can refuse before anyone runs the flow, one family of checks a file.
//!
//! Every check is `const` and gives a [`Text`] if it finds a mistake, with the numbers in it: generated code panics with
//! it in a constant, so that rustc shows it on the user's token.

mod amplification;
mod deadline;
mod effects;
mod kept;
mod recursion;
mod saga;
mod text;

pub use amplification::amplified;
pub use deadline::{critical_path, impossible_deadline, unproven_deadline, worst_case};
pub use effects::{nothing_to_undo, raced_change, retried_once};
pub use kept::unkept;
pub use recursion::recursion;
pub use saga::{forgotten, uncompensated};
pub use text::Text;
