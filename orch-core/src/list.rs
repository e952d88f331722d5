//! Lists that a flow can go through, and what a tolerant fan-out gives.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Failure;

/// A list with an order of its own: what `each(…)` and `for` accept.
#[diagnostic::on_unimplemented(
    message = "a flow cannot go through a `{Self}`",
    label = "not a list with an order of its own",
    note = "a `Vec`, an array, a slice or a `VecDeque` has one; collect anything else into a `Vec`, and sort it if it comes from a hash map or set",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait List {
    /// What it holds.
    type Item;
    /// How many there are.
    fn count(&self) -> usize;
    /// The `index`-th.
    ///
    /// # Panics
    /// If there are not so many.
    fn at(&self, index: usize) -> &Self::Item;
}

macro_rules! indexed {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> List for $ty {
            type Item = T;
            fn count(&self) -> usize {
                self.len()
            }
            fn at(&self, index: usize) -> &T {
                &self[index]
            }
        }
    )*};
}

indexed!([T] Vec<T>, [T] [T], [T] VecDeque<T>, [T, const N: usize] [T; N], [T] Box<[T]>, [T] Arc<[T]>);

#[diagnostic::do_not_recommend]
impl<L: List + ?Sized> List for &L {
    type Item = L::Item;
    fn count(&self) -> usize {
        (**self).count()
    }
    fn at(&self, index: usize) -> &L::Item {
        (**self).at(index)
    }
}

/// What a fan-out with `.tolerate(…)` gives: the values of the items that succeeded, and the failures of the others, both
/// in the order of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gathered<T> {
    /// The key of each item that succeeded, and its value.
    pub values: Vec<(String, T)>,
    /// The key of each item that failed, and why.
    pub failures: Vec<(String, Failure)>,
}

impl<T> Gathered<T> {
    /// The values without their keys.
    pub fn into_values(self) -> Vec<T> {
        self.values.into_iter().map(|(_, value)| value).collect()
    }

    /// Whether every item succeeded.
    pub fn is_complete(&self) -> bool {
        self.failures.is_empty()
    }
}
