//! Lists and the items that are opened over them: fan-outs, and what they gather.

use std::fmt::Display;
use std::sync::Arc;

use crate::failure::FailureKind;
use crate::{AnyItems, Failure, FrameState, Gathered, Items, List, NodeEvent, NodeOpened, Progress, Slot};

/// How many: what `.concurrent(…)` accepts.
pub trait Limit {
    /// As the machine counts.
    fn limit(self) -> u32;
}

/// How many may fail: what `.tolerate(…)` accepts.
pub trait Tolerance {
    /// Of this many items.
    fn of(self, count: usize) -> u32;
}

macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl Limit for $ty {
            fn limit(self) -> u32 {
                u32::try_from(self).unwrap_or(if self > 0 { u32::MAX } else { 0 })
            }
        }
        impl Tolerance for $ty {
            fn of(self, _: usize) -> u32 {
                self.limit()
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Tolerance for f64 {
    /// The share of the items, rounded down.
    fn of(self, count: usize) -> u32 {
        // A share of a length: the float is small, and a negative or non-finite one saturates to zero.
        (self.clamp(0.0, 1.0) * count as f64).floor() as u32
    }
}

/// The event that opens a list.
///
/// # Errors
/// If two items have the same key, if none may run at all, or there are more items than the machine can count.
pub fn open<L, T, F>(
    list: &L,
    concurrent: Option<u32>,
    tolerate: Option<u32>,
    keys: Option<Vec<String>>,
    recorded: Option<Arc<F>>,
) -> Result<NodeEvent<T, F>, Failure>
where
    L: List + ?Sized,
{
    let count = u32::try_from(list.count())
        .map_err(|_| Failure::new(FailureKind::Error, "a fan-out over more than 2^32 items"))?;
    if concurrent == Some(0) {
        return Err(Failure::new(FailureKind::Error, "`.concurrent(0)` would never end: at least one item must run"));
    }
    if let Some(keys) = &keys {
        let mut sorted: Vec<&String> = keys.iter().collect();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            let message = format!("two items have the key `{}`; `.key(…)` must tell them apart", pair[0]);
            return Err(Failure::new(FailureKind::Error, message));
        }
    }
    let keys = keys.map(Into::into);
    Ok(NodeEvent::Opened(Box::new(NodeOpened { count, concurrent, tolerate, keys, list: recorded })))
}

/// The keys of a list's items.
pub fn keys<L: List + ?Sized, K: Display>(list: &L, key: impl Fn(&L::Item) -> K) -> Vec<String> {
    (0..list.count()).map(|index| key(list.at(index)).to_string()).collect()
}

/// The values of all items, in the order of the list.
pub fn gather<F, T: Clone>(items: &Items<F>, value: impl Fn(&F) -> &Slot<T>) -> Vec<T> {
    items.iter().map(|frame| value(frame).get().clone()).collect()
}

/// The values of the items that succeeded and the failures of the others.
pub fn gather_tolerant<F, T: Clone>(
    items: &Items<F>,
    progress: &Progress,
    local: u16,
    value: impl Fn(&F) -> &Slot<T>,
) -> Gathered<T> {
    let key = |item: u32| items.key(item).map_or_else(|| item.to_string(), ToOwned::to_owned);
    let failures: Vec<(String, Failure)> =
        progress.item_failures(local).map(|(item, failure)| (key(item), failure.clone())).collect();
    let failed: std::collections::BTreeSet<u32> = progress.item_failures(local).map(|(item, _)| item).collect();
    let values = (0u32..)
        .zip(items.iter())
        .filter(|(item, _)| !failed.contains(item))
        .map(|(item, frame)| (key(item), value(frame).get().clone()))
        .collect();
    Gathered { values, failures }
}

/// The item type of what a fan-out gives.
pub trait Collected {
    /// The type of one item's value.
    type Item;
}

impl<T> Collected for Vec<T> {
    type Item = T;
}

impl<T> Collected for Gathered<T> {
    type Item = T;
}

/// What [`FrameState::items`] gives.
pub fn any_items<F: FrameState + Default>(items: &Items<F>) -> &dyn AnyItems {
    items
}

/// What [`FrameState::items_mut`] gives.
pub fn any_items_mut<F: FrameState + Default>(items: &mut Items<F>) -> &mut dyn AnyItems {
    items
}
