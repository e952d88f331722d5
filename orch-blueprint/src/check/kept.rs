//! What keeps its runs keeps those of its stages.

use super::Text;
use crate::StageRef;

/// Whether a stage of a pipeline that keeps its runs is a pipeline that keeps none.
pub const fn unkept(outer: &str, stage: &StageRef) -> Option<Text> {
    match stage {
        StageRef::Pipeline(inner) if inner.options.ephemeral => {
            let text = Text::new().and("`").and(inner.name).and("` is `#[ephemeral]`, and `").and(outer);
            Some(text.and("` keeps what its stages do\n  put `#[ephemeral]` on both, or on neither\n  [orch::E26] docs/codes/E26.md"))
        }
        _ => None,
    }
}
