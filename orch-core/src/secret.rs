//! Values that are saved and never shown.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec;

/// The name under which a secret is serialised, by which the codec knows it.
pub(crate) const NAME: &str = "$orch::Secret";

/// What stands in place of a secret wherever people look.
pub(crate) const MASK: &str = "[secret]";

/// A value that is saved and never shown: a password, a token, a card's number.
///
/// It may be an input, an output or a part of one. The journal keeps the value, because a run must survive a restart, so
/// whoever may read the journal may read it. Everything that people look at has `[secret]` in its place: `Debug` and
/// `Display` of the secret, of states and of events, hence failures, reports, logs and traces.
///
/// What it cannot keep: what is made of [`expose`](Secret::expose), and what a serializer of your own writes, which gets
/// the value as the journal does; wrap it in [`codec::shown`] to get `[secret]`. The memory is not
/// zeroed when it is dropped.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Keeps this value to itself.
    pub const fn new(value: T) -> Secret<T> {
        Secret(value)
    }

    /// The value, for the one place that needs it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, for the one place that needs it.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Secret<T> {
        Secret(value)
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match codec::is_showing() {
            true => serializer.serialize_str(MASK),
            false => serializer.serialize_newtype_struct(NAME, &self.0),
        }
    }
}

/// What is read: serde's own way to read a newtype.
#[derive(Deserialize)]
#[serde(rename = "$orch::Secret")]
struct Read<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Secret<T>, D::Error> {
        // What serde says of a value that does not fit often cites it.
        let unfit = |_| serde::de::Error::custom("what stands in place of a secret is not of its type");
        Read::deserialize(deserializer).map(|Read(value)| Secret(value)).map_err(unfit)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Secret<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
