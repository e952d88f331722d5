//! Boxes whose contents are dropped in one place.
//!
//! What a pipeline holds is dropped by code that is compiled with the pipeline, and rustc compiles that once more for each part of the
//! crate that may drop it. Of types that every pipeline holds and hardly any run ever fills, that was a tenth of a release build. An
//! [`Apart`] is dropped by a function of this crate, compiled once.

use std::fmt;
use std::mem::{self, ManuallyDrop};
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A box for what few runs have: a failure, and what is said of it.
///
/// ```
/// use orch_core::{Apart, Failure, FailureKind};
///
/// let held = Apart::new(Failure::new(FailureKind::Error, "no"));
/// assert_eq!(held.message, "no");
/// let failure: Failure = held.into_inner();
/// # assert_eq!(failure.message, "no");
/// ```
pub struct Apart<T: DropsApart>(ManuallyDrop<Option<Box<T>>>);

/// What an [`Apart`] can hold.
pub trait DropsApart: Sized {
    /// Drops what was held, if it was not taken: `drop`, compiled with the type.
    fn drop_apart(held: Option<Box<Self>>);
}

/// Lets these types be held.
macro_rules! drops_apart {
    ($($ty:ty),* $(,)?) => {$(
        impl $crate::apart::DropsApart for $ty {
            #[inline(never)]
            fn drop_apart(held: Option<Box<Self>>) {
                drop(held);
            }
        }
    )*};
}

pub(crate) use drops_apart;

impl<T: DropsApart> Apart<T> {
    /// Holds this.
    pub fn new(value: T) -> Apart<T> {
        Apart::from(Box::new(value))
    }

    /// Gives it back.
    pub fn into_inner(mut self) -> T {
        *ManuallyDrop::into_inner(mem::take(&mut self.0)).unwrap_or_else(|| taken())
    }
}

impl<T: DropsApart> Drop for Apart<T> {
    #[inline]
    fn drop(&mut self) {
        if self.0.is_some() {
            T::drop_apart(ManuallyDrop::into_inner(mem::take(&mut self.0)));
        }
    }
}

#[cold]
fn taken() -> ! {
    unreachable!("what is held apart is taken with its holder")
}

impl<T: DropsApart> From<Box<T>> for Apart<T> {
    #[inline]
    fn from(held: Box<T>) -> Apart<T> {
        Apart(ManuallyDrop::new(Some(held)))
    }
}

impl<T: DropsApart> From<T> for Apart<T> {
    fn from(value: T) -> Apart<T> {
        Apart::new(value)
    }
}

impl<T: DropsApart + Default> Default for Apart<T> {
    fn default() -> Apart<T> {
        Apart::new(T::default())
    }
}

impl<T: DropsApart> Deref for Apart<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| taken())
    }
}

impl<T: DropsApart> DerefMut for Apart<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_deref_mut().unwrap_or_else(|| taken())
    }
}

impl<T: DropsApart + Clone> Clone for Apart<T> {
    fn clone(&self) -> Apart<T> {
        Apart::new((**self).clone())
    }
}

impl<T: DropsApart + PartialEq> PartialEq for Apart<T> {
    fn eq(&self, other: &Apart<T>) -> bool {
        **self == **other
    }
}

impl<T: DropsApart + fmt::Debug> fmt::Debug for Apart<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: DropsApart + fmt::Display> fmt::Display for Apart<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: DropsApart + std::error::Error> std::error::Error for Apart<T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        (**self).source()
    }
}

impl<T: DropsApart + Serialize> Serialize for Apart<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: DropsApart + Deserialize<'de>> Deserialize<'de> for Apart<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Apart<T>, D::Error> {
        T::deserialize(deserializer).map(Apart::new)
    }
}

drops_apart!(serde_json::Value, crate::Failure, crate::Again, crate::Waiting, crate::Illegal, String);

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::Apart;

    struct Counted(Arc<AtomicU32>);

    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    drops_apart!(Counted);

    #[test]
    fn what_is_held_is_dropped_once_whether_it_was_taken_or_not() {
        let dropped = Arc::new(AtomicU32::new(0));
        let held = || Apart::new(Counted(Arc::clone(&dropped)));
        let count = || dropped.load(Ordering::Relaxed);
        drop(held());
        assert_eq!(count(), 1, "with its holder");
        let taken = held().into_inner();
        assert_eq!(count(), 1, "its holder is gone, and it is not");
        drop(taken);
        assert_eq!(count(), 2);
        let mut replaced = held();
        *replaced = Counted(Arc::clone(&dropped));
        assert_eq!(count(), 3, "what it held before");
        drop(Some(replaced));
        assert_eq!(count(), 4);
    }
}
