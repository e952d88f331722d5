//! What is written reads back equal, through its text, or is refused at the write.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

mod corpus;
mod property;

use std::fmt::Debug;

use orch_core::codec::{decode, encode, text};
use orch_core::{CodecError, Saved};

/// Writes a value, and reads it from the text as a journal does.
fn through_text<T: Saved>(value: &T) -> Result<T, CodecError> {
    let text = text(&encode(value)?);
    let read = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text} is no JSON: {error}"));
    Ok(decode(&read).unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// The same, to the sign of a zero, which `==` does not see.
fn same<T: PartialEq + Debug>(one: &T, other: &T) -> bool {
    one == other && format!("{one:?}") == format!("{other:?}")
}
