//! What an agent does to the world, which decides what may be done with it.

/// What one call does to the world. The order of the variants is their strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Same input, same output, touches nothing.
    Pure,
    /// Looks at the world, changes nothing.
    Reads,
    /// Changes the world; the same idempotency key changes it once.
    Idempotent,
    /// Changes the world; a repeat would change it twice.
    Once,
}

impl Effect {
    /// Whether a call may change the world: `idempotent` and `once`.
    pub const fn is_change(self) -> bool {
        matches!(self, Effect::Idempotent | Effect::Once)
    }

    /// The stronger of two effects.
    pub const fn max(self, other: Effect) -> Effect {
        if self as u8 >= other as u8 { self } else { other }
    }

    /// The word that users write.
    pub const fn word(self) -> &'static str {
        match self {
            Effect::Pure => "pure",
            Effect::Reads => "reads",
            Effect::Idempotent => "idempotent",
            Effect::Once => "once",
        }
    }
}
