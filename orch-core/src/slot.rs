//! Where a value of a run lives: typed, shared, filled once.

use std::sync::Arc;

use serde_json::Value;

use crate::codec::{self, CodecError, Saved};

/// A place of the state. It is filled by an event and lent to whoever names it.
#[derive(Debug)]
pub struct Slot<T>(Option<Arc<T>>);

impl<T> Slot<T> {
    /// The value, if it is there.
    pub fn value(&self) -> Option<&T> {
        self.0.as_deref()
    }

    /// The value, where the order rule says that it is there.
    ///
    /// # Panics
    /// If it is not: a broken invariant of the machine.
    pub fn get(&self) -> &T {
        self.0.as_deref().expect("the order rule starts nothing before the values it names")
    }

    /// A share of the value, where the order rule says that it is there.
    ///
    /// # Panics
    /// If it is not: a broken invariant of the machine.
    #[inline]
    pub fn share(&self) -> Arc<T> {
        Arc::clone(self.0.as_ref().expect("the order rule starts nothing before the values it names"))
    }

    /// The value as it is shared, if it is there.
    pub fn shared(&self) -> Option<&Arc<T>> {
        self.0.as_ref()
    }

    /// Empties it.
    #[inline]
    pub fn take(&mut self) -> Option<Arc<T>> {
        self.0.take()
    }

    /// Fills it.
    #[inline]
    pub fn set(&mut self, value: Arc<T>) {
        self.0 = Some(value);
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot(None)
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Slot(self.0.clone())
    }
}

/// A slot as saving sees it, whatever it holds.
pub trait AnySlot {
    /// The Rust type that it holds.
    fn type_name(&self) -> &'static str;

    /// Its value, encoded; `None` if it is empty.
    fn save(&self) -> Result<Option<Value>, CodecError>;

    /// Fills it with a decoded value.
    fn load(&mut self, value: &Value) -> Result<(), CodecError>;
}

impl<T: Saved> AnySlot for Slot<T> {
    fn type_name(&self) -> &'static str {
        std::any::type_name::<T>()
    }

    fn save(&self) -> Result<Option<Value>, CodecError> {
        self.value().map(codec::encode).transpose()
    }

    fn load(&mut self, value: &Value) -> Result<(), CodecError> {
        self.set(Arc::new(codec::decode(value)?));
        Ok(())
    }
}
