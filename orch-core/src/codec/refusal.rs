//! Why a value cannot be written or read, and where in it.

use std::fmt::Display;

/// What the strict serializer refuses with, and whoever looks why a value cannot be read. The place is put together on the way
/// out, so a value that can be written pays nothing for it.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Where: `.prices[3]`; empty for the value as a whole.
    pub(super) at: String,
    /// What is wrong there.
    pub(super) why: String,
}

impl Refusal {
    pub(super) fn new(why: impl Into<String>) -> Refusal {
        Refusal { at: String::new(), why: why.into() }
    }

    /// It lies within this field, key or variant.
    pub(super) fn under(mut self, name: &str) -> Refusal {
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
        let step = if plain { format!(".{name}") } else { format!("[{name:?}]") };
        self.at.insert_str(0, &step);
        self
    }

    /// It lies within this element.
    pub(super) fn nth(mut self, index: usize) -> Refusal {
        self.at.insert_str(0, &format!("[{index}]"));
        self
    }
}

impl Refusal {
    /// With its place.
    pub(super) fn told(&self) -> String {
        place(&self.at) + &self.why
    }
}

/// The place of a refusal within its message.
pub(super) fn place(at: &str) -> String {
    if at.is_empty() { String::new() } else { format!("at `{at}`: ") }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refusal {}

impl serde::ser::Error for Refusal {
    fn custom<T: Display>(why: T) -> Refusal {
        Refusal::new(why.to_string())
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Refusal {
        Refusal::new(error.to_string())
    }
}
