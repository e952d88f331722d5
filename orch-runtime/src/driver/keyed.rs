//! What is kept by the place in the flow, so that a fan-out over many items is given up without a search for each.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::Key;

/// Values by key. Nothing may hang on their order.
pub(super) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<DefaultHasher>>;
