//! The difference between what is saved and what is shown: a secret is saved, and shown as `[secret]`.

use std::cell::Cell;

thread_local! {
    // A flag of the thread and not of a serializer: serde's own adapters (`flatten`, tagged enums) and types that serialise
    // by way of something else would lose it.
    static SHOWING: Cell<bool> = const { Cell::new(false) };
}

/// Whether what is serialised just now is for people's eyes.
pub(crate) fn is_showing() -> bool {
    SHOWING.get()
}

/// Runs `show` so that everything it serialises is fit for people's eyes: each [`Secret`](crate::Secret) is written as
/// `[secret]`. Wrap it around whatever encodes a value to print it, to log it or to put it into a report, and around
/// nothing that saves: the value is lost.
pub fn shown<T>(show: impl FnOnce() -> T) -> T {
    let _before = Before(SHOWING.replace(true));
    show()
}

/// Puts back what was, also after a panic.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        SHOWING.set(self.0);
    }
}
