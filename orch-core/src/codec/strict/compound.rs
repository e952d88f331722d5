//! Lists, maps and structs of the strict serializer.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant,
};
use serde_json::{Map, Value};

use super::key::{Key, Keys};
use super::{Refusal, Strict, Written};

/// A variant with its content, as serde writes enums: `{"Limit": 3}`.
pub(super) fn tagged(variant: &str, content: Value) -> Value {
    Value::Object(Map::from_iter([(variant.to_owned(), content)]))
}

/// The variant that wraps a value, if one does.
type Variant = Option<&'static str>;

fn within(variant: Variant) -> impl Fn(Refusal) -> Refusal {
    move |refusal| variant.into_iter().fold(refusal, |refusal, name| refusal.under(name))
}

fn wrapped(variant: Variant, content: Value) -> Value {
    match variant {
        Some(variant) => tagged(variant, content),
        None => content,
    }
}

/// A list, a tuple, or a variant with several values.
pub(in crate::codec) struct Elements {
    each: Strict,
    values: Vec<Value>,
    variant: Variant,
}

impl Elements {
    pub(super) fn new(each: Strict, len: usize, variant: Variant) -> Result<Elements, Refusal> {
        // The length is what a type says of itself: it is a hint, and no reason to ask for memory without end.
        Ok(Elements { each, values: Vec::with_capacity(len.min(1024)), variant })
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        self.put(value.serialize(self.each))
    }

    fn put(&mut self, written: Written) -> Result<(), Refusal> {
        let index = self.values.len();
        self.values.push(written.map_err(|refusal| within(self.variant)(refusal.nth(index)))?);
        Ok(())
    }

    fn written(self) -> Written {
        Ok(wrapped(self.variant, Value::Array(self.values)))
    }
}

macro_rules! elements {
    ($($name:ident: $method:ident),* $(,)?) => {$(
        impl $name for Elements {
            type Ok = Value;
            type Error = Refusal;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
                self.push(value)
            }

            fn end(self) -> Written {
                self.written()
            }
        }
    )*};
}

elements!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
);

/// A map, a struct, or a variant with named fields.
pub(in crate::codec) struct Members {
    each: Strict,
    values: Map<String, Value>,
    key: Option<Key>,
    variant: Variant,
}

impl Members {
    pub(super) fn new(each: Strict, variant: Variant) -> Members {
        Members { each, values: Map::new(), key: None, variant }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, key: Key, value: &T) -> Result<(), Refusal> {
        self.put(key, value.serialize(self.each))
    }

    fn put(&mut self, key: Key, written: Written) -> Result<(), Refusal> {
        let place = |refusal: Refusal| within(self.variant)(refusal.under(key.shown()));
        let written = written.map_err(place)?;
        if self.values.contains_key(&key.text) {
            return Err(place(Refusal::new("two keys become this one in JSON")));
        }
        self.values.insert(key.text, written);
        Ok(())
    }
}

impl SerializeMap for Members {
    type Ok = Value;
    type Error = Refusal;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refusal> {
        self.key = Some(key.serialize(Keys)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        let key = self.key.take().ok_or_else(|| Refusal::new("its `Serialize` gives a value before its key"))?;
        self.insert(key, value)
    }

    fn end(self) -> Written {
        Ok(Value::Object(self.values))
    }
}

impl SerializeStructVariant for Members {
    type Ok = Value;
    type Error = Refusal;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refusal> {
        self.insert(Key::open(name), value)
    }

    fn end(self) -> Written {
        Ok(wrapped(self.variant, Value::Object(self.values)))
    }
}

/// A struct.
pub(in crate::codec) enum Fields {
    /// One of somebody's own.
    Own(Members),
    /// A number or a piece of JSON text of serde_json itself, which it hands over as a struct of a secret name with its text as the
    /// one field, where a user's tree turns on its features `arbitrary_precision` or `raw_value`.
    Json(Strict, Value),
}

impl Fields {
    pub(super) fn new(strict: Strict, name: &'static str) -> Result<Fields, Refusal> {
        match name.starts_with("$serde_json::private::") {
            true => Ok(Fields::Json(strict, Value::Null)),
            false => Ok(Fields::Own(Members::new(strict.deeper()?, None))),
        }
    }
}

/// What that text says.
fn parsed(text: &Value) -> Written {
    Ok(serde_json::from_str(text.as_str().unwrap_or_default())?)
}

impl SerializeStruct for Fields {
    type Ok = Value;
    type Error = Refusal;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refusal> {
        match self {
            Fields::Own(members) => members.insert(Key::open(name), value),
            Fields::Json(strict, text) => {
                *text = value.serialize(*strict)?;
                Ok(())
            }
        }
    }

    fn end(self) -> Written {
        match self {
            Fields::Own(members) => Ok(Value::Object(members.values)),
            Fields::Json(_, text) => parsed(&text),
        }
    }
}
