//! Keys of maps: JSON has text only, so a key is written as the text from which its type reads it again.

use serde::ser::Impossible;
use serde::{Serialize, Serializer};

use super::Refusal;
use crate::secret;

/// A key as it is written.
pub(super) struct Key {
    pub(super) text: String,
    secret: bool,
}

impl Key {
    /// A key that anybody may see.
    pub(super) fn open(text: impl Into<String>) -> Key {
        Key { text: text.into(), secret: false }
    }

    /// The key as a refusal may name it.
    pub(super) fn shown(&self) -> &str {
        if self.secret { secret::MASK } else { &self.text }
    }
}

/// Writes keys.
pub(super) struct Keys;

type Written = Result<Key, Refusal>;

fn no_key<T>(what: &str) -> Result<T, Refusal> {
    Err(Refusal::new(format!("{what} is the key of a map, which is text in JSON and would not read back equal")))
}

macro_rules! printed {
    ($($name:ident: $ty:ty),* $(,)?) => {$(
        fn $name(self, value: $ty) -> Written {
            Ok(Key::open(value.to_string()))
        }
    )*};
}

macro_rules! refused {
    ($($name:ident($($arg:ty),*) -> $result:ty: $what:literal;)*) => {$(
        fn $name(self, $(_: $arg),*) -> Result<$result, Refusal> {
            no_key($what)
        }
    )*};
}

impl Serializer for Keys {
    type Ok = Key;
    type Error = Refusal;
    type SerializeSeq = Impossible<Key, Refusal>;
    type SerializeTuple = Impossible<Key, Refusal>;
    type SerializeTupleStruct = Impossible<Key, Refusal>;
    type SerializeTupleVariant = Impossible<Key, Refusal>;
    type SerializeMap = Impossible<Key, Refusal>;
    type SerializeStruct = Impossible<Key, Refusal>;
    type SerializeStructVariant = Impossible<Key, Refusal>;

    printed!(
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_char: char,
        serialize_str: &str,
    );

    refused! {
        serialize_f32(f32) -> Key: "a float";
        serialize_f64(f64) -> Key: "a float";
        serialize_bytes(&[u8]) -> Key: "a piece of bytes";
        serialize_none() -> Key: "an `Option`";
        serialize_unit() -> Key: "a unit";
        serialize_unit_struct(&'static str) -> Key: "a unit";
        serialize_seq(Option<usize>) -> Self::SerializeSeq: "a list";
        serialize_tuple(usize) -> Self::SerializeTuple: "a tuple";
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct: "a struct";
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant: "a variant with content";
        serialize_map(Option<usize>) -> Self::SerializeMap: "a map";
        serialize_struct(&'static str, usize) -> Self::SerializeStruct: "a struct";
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant: "a variant with content";
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Written {
        no_key("an `Option`")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        Ok(Key::open(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Written {
        let key = value.serialize(self)?;
        Ok(Key { secret: key.secret || name == secret::NAME, ..key })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        no_key("a variant with content")
    }
}
