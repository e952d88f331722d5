//! Values as journals keep them: JSON that reads back equal, or an error at the write.
//!
//! JSON has no NaN, no integers beyond 64 bits, no keys but text, and one `null` for every kind of nothing. What does not
//! fit is refused when it is written ([`encode`]), with its place in the value, and not when a run should be resumed.

mod refusal;
mod shown;
mod strict;
mod text;
mod unfit;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use shown::shown;
pub use text::{canonical, text};

pub(crate) use shown::is_showing;

use refusal::Refusal;
use strict::Strict;

/// How many levels of lists and maps may stand within each other in a value. serde_json reads 127; the rest is for what
/// journals put around a value.
pub const DEPTH_LIMIT: u8 = 100;

/// How deep a state may be that holds values.
const READABLE_DEPTH: u8 = 127;

/// A value that can be saved: what a stage returns, a pipeline takes, or a typed `let` records.
///
/// It comes from serde's two traits; there is nothing to implement by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved, so a run could not be resumed after it",
    label = "needs `Serialize` and `Deserialize`",
    note = "add `#[derive(serde::Serialize, serde::Deserialize)]` to `{Self}`",
    note = "or put `#[ephemeral]` on the pipeline: it then runs in memory only, and its values need no serde",
    note = "[orch::E17] docs/codes/E17.md"
)]
pub trait Saved: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Saved for T {}

/// A value could not be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// It does not fit into JSON, or not without loss.
    #[error("a value of type `{ty}` cannot be written: {}{why}", refusal::place(at))]
    Write {
        /// The Rust type.
        ty: &'static str,
        /// Where inside the value, as it stands in JSON: `.prices[3]`. Empty for the value as a whole.
        at: String,
        /// What is wrong there.
        why: String,
    },
    /// What was recorded is not of the type that this build expects.
    #[error("the value is not a `{ty}`: {why}")]
    Read {
        /// The Rust type.
        ty: &'static str,
        /// What does not fit, and where; what is there instead is told by its kind alone.
        why: String,
    },
    /// The pipeline is `#[ephemeral]`.
    #[error("the pipeline is #[ephemeral], so its values cannot be saved")]
    Ephemeral,
}

/// Encodes a value, or refuses what would not read back equal: NaN and infinities, integers beyond 64 bits, a `Some` that
/// is written as `null`, keys of maps that are neither text nor integers nor names nor truth values, two keys that become
/// the same text, and what is nested deeper than [`DEPTH_LIMIT`].
///
/// In debug builds the value is read from its text at once and encoded again, so that a type whose own serde does not read
/// back equal (a `HashSet`, a `skip` without a default) is found by the first test that meets it. No build can see that a
/// type reads back as another value which is written the same.
///
/// Within [`shown`] the result is for people's eyes and not to be saved.
///
/// # Errors
/// [`CodecError::Write`] with the place; in debug builds also [`CodecError::Read`].
pub fn encode<T: Saved>(value: &T) -> Result<Value, CodecError> {
    let encoded = write(value, DEPTH_LIMIT)?;
    if cfg!(debug_assertions) && !is_showing() {
        check_reads_back::<T>(&encoded)?;
    }
    Ok(encoded)
}

/// Reads the text of a value that was just encoded, and compares the bytes that it is written as again.
fn check_reads_back<T: Saved>(encoded: &Value) -> Result<(), CodecError> {
    let written = text(encoded);
    let unread = |error: serde_json::Error| CodecError::Read { ty: std::any::type_name::<T>(), why: error.to_string() };
    let read = serde_json::from_str(&written).map_err(unread)?;
    match text(&write(&decode::<T>(&read)?, DEPTH_LIMIT)?) == written {
        true => Ok(()),
        false => Err(CodecError::Write {
            ty: std::any::type_name::<T>(),
            at: String::new(),
            why: "it does not read back equal: written, read and written again it differs".into(),
        }),
    }
}

/// Encodes what this crate defines itself and is known to read back equal.
pub(crate) fn encode_lossless<T: Serialize>(value: &T) -> Result<Value, CodecError> {
    write(value, READABLE_DEPTH)
}

fn write<T: Serialize>(value: &T, room: u8) -> Result<Value, CodecError> {
    let refused = |Refusal { at, why }| CodecError::Write { ty: std::any::type_name::<T>(), at, why };
    value.serialize(Strict::with_room(room)).map_err(refused)
}

/// Decodes a value.
///
/// # Errors
/// [`CodecError::Read`] if it is not of this type.
pub fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, CodecError> {
    T::deserialize(value).map_err(|error| {
        let why = unfit::unfit::<T>(value).map_or_else(|| error.to_string(), |unfit| unfit.told());
        CodecError::Read { ty: std::any::type_name::<T>(), why }
    })
}
