//! What a stage asks of whoever calls it.

use crate::Stage;

/// What a stage asks of whoever calls it, without its types.
#[derive(Debug, Clone, Copy)]
pub struct Wants {
    /// See [`Stage::USES_CONTEXT`].
    pub context: bool,
    /// See [`Stage::USES_ENGINE`].
    pub engine: bool,
    /// See [`Stage::WAITS`].
    pub waits: bool,
    /// None of these: it can be called where it stands, with nothing.
    pub nothing: bool,
}

impl Wants {
    /// Those of a stage that can be called where it stands.
    pub const NOTHING: Wants = Wants { context: false, engine: false, waits: false, nothing: true };

    /// What this one does.
    pub const fn of<S: Stage>() -> Wants {
        let (context, engine, waits) = (S::USES_CONTEXT, S::USES_ENGINE, S::WAITS);
        Wants { context, engine, waits, nothing: !context && !engine && !waits }
    }
}
