//! A serializer into JSON values that refuses what would not read back equal. Where serde_json writes `null` for a number
//! that is none, or the last of two keys that became the same text, this one says where it stands.

mod compound;
mod key;

use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::Refusal;
use crate::secret;
use compound::{Elements, Fields, Members};

/// Writes one value. `room` is how many levels of lists and maps may still be opened.
#[derive(Clone, Copy)]
pub(super) struct Strict {
    room: u8,
}

type Written = Result<Value, Refusal>;

impl Strict {
    /// A serializer for a value of at most this many levels.
    pub(super) const fn with_room(room: u8) -> Strict {
        Strict { room }
    }

    /// The serializer for what stands one level deeper.
    fn deeper(self) -> Result<Strict, Refusal> {
        let room = self.room.checked_sub(1);
        room.map(Strict::with_room).ok_or_else(|| Refusal::new("it is nested too deep to be read again"))
    }

    fn float(self, finite: bool, value: f64) -> Written {
        match Number::from_f64(value) {
            Some(number) if finite => Ok(Value::Number(number)),
            _ => Err(Refusal::new(format!("JSON has no number for {value}"))),
        }
    }
}

/// Also where serde_json's feature `arbitrary_precision` would keep it: the build that resumes a run may not have it.
fn too_large(value: impl std::fmt::Display) -> Refusal {
    Refusal::new(format!("{value} is beyond the integers of 64 bits that are kept as numbers"))
}

macro_rules! integers {
    ($($name:ident: $ty:ty),* $(,)?) => {$(
        fn $name(self, value: $ty) -> Written {
            Ok(Value::from(value))
        }
    )*};
}

impl Serializer for Strict {
    type Ok = Value;
    type Error = Refusal;
    type SerializeSeq = Elements;
    type SerializeTuple = Elements;
    type SerializeTupleStruct = Elements;
    type SerializeTupleVariant = Elements;
    type SerializeMap = Members;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Members;

    integers!(
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
    );

    fn serialize_i128(self, value: i128) -> Written {
        match i64::try_from(value) {
            Ok(value) => Ok(value.into()),
            Err(_) => u64::try_from(value).map(Value::from).map_err(|_| too_large(value)),
        }
    }

    fn serialize_u128(self, value: u128) -> Written {
        u64::try_from(value).map(Value::from).map_err(|_| too_large(value))
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.float(value.is_finite(), value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        self.float(value.is_finite(), value)
    }

    fn serialize_char(self, value: char) -> Written {
        Ok(Value::String(value.into()))
    }

    fn serialize_str(self, value: &str) -> Written {
        Ok(Value::String(value.into()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.deeper()?;
        Ok(value.iter().copied().map(Value::from).collect())
    }

    fn serialize_none(self) -> Written {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        match value.serialize(self)? {
            Value::Null => Err(Refusal::new("a `Some` whose content is null in JSON would read back as `None`")),
            written => Ok(written),
        }
    }

    fn serialize_unit(self) -> Written {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Written {
        let written = value.serialize(self);
        match name == secret::NAME {
            // Neither the place nor the reason may tell what the secret is.
            true => written.map_err(|_| Refusal::new("the secret that stands there does not fit into JSON")),
            false => written,
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        let written = value.serialize(self.deeper()?).map_err(|refusal| refusal.under(variant))?;
        Ok(compound::tagged(variant, written))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Elements, Refusal> {
        Elements::new(self.deeper()?, len.unwrap_or(0), None)
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements, Refusal> {
        Elements::new(self.deeper()?, len, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Elements, Refusal> {
        Elements::new(self.deeper()?, len, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Elements, Refusal> {
        Elements::new(self.deeper()?.deeper()?, len, Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Refusal> {
        Ok(Members::new(self.deeper()?, None))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields, Refusal> {
        Fields::new(self, name)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members, Refusal> {
        Ok(Members::new(self.deeper()?.deeper()?, Some(variant)))
    }
}
