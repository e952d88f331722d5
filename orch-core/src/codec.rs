//! Values as journals keep them: JSON that reads back equal, or an error at the write.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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
    #[error("a value of type `{ty}` cannot be written: {why}")]
    Write {
        /// The Rust type.
        ty: &'static str,
        /// What serde says.
        why: String,
    },
    /// What was recorded is not of the type that this build expects.
    #[error("a recorded value is not a `{ty}`: {why}")]
    Read {
        /// The Rust type.
        ty: &'static str,
        /// What serde says.
        why: String,
    },
    /// The pipeline is `#[ephemeral]`.
    #[error("the pipeline is #[ephemeral], so its values cannot be saved")]
    Ephemeral,
}

/// Encodes a value. In debug builds it is decoded at once and encoded again, so that a type which does not read back
/// equal (a `HashSet`, a lossy `Serialize`) is found by the first test that meets it.
pub fn encode<T: Saved>(value: &T) -> Result<Value, CodecError> {
    let encoded = write(value)?;
    if cfg!(debug_assertions) {
        let again = write(&decode::<T>(encoded.clone())?)?;
        if again != encoded {
            return Err(CodecError::Write {
                ty: std::any::type_name::<T>(),
                why: "it does not read back equal: written, read and written again it differs".into(),
            });
        }
    }
    Ok(encoded)
}

/// Encodes what this crate defines itself and is known to read back equal.
pub(crate) fn encode_lossless<T: Serialize>(value: &T) -> Result<Value, CodecError> {
    write(value)
}

fn write<T: Serialize>(value: &T) -> Result<Value, CodecError> {
    serde_json::to_value(value)
        .map_err(|error| CodecError::Write { ty: std::any::type_name::<T>(), why: error.to_string() })
}

/// Decodes a value.
pub fn decode<T: DeserializeOwned>(value: Value) -> Result<T, CodecError> {
    serde_json::from_value(value)
        .map_err(|error| CodecError::Read { ty: std::any::type_name::<T>(), why: error.to_string() })
}
