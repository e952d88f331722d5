//! What few runs need: it is made when it is first written to, and until then it costs a run neither time nor room.

/// A value that is mostly not there. What is not there is as good as the default.
#[derive(Debug, Clone)]
pub(crate) struct Rare<T>(Option<Box<T>>);

impl<T> Default for Rare<T> {
    #[inline]
    fn default() -> Rare<T> {
        Rare(None)
    }
}

impl<T> From<T> for Rare<T> {
    fn from(value: T) -> Rare<T> {
        Rare(Some(Box::new(value)))
    }
}

impl<T> Rare<T> {
    /// The value, if anything was ever written to it.
    #[inline]
    pub(crate) fn get(&self) -> Option<&T> {
        self.0.as_deref()
    }

    /// The same, to be changed.
    #[inline]
    pub(crate) fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Default> Rare<T> {
    /// The value, to be written to.
    pub(crate) fn make(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }

    /// The value, whether anything was ever written to it or not.
    pub(crate) fn into_inner(self) -> T {
        self.0.map(|value| *value).unwrap_or_default()
    }
}
