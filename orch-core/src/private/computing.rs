//! Whether a panic came out of a stage's arguments or out of the stage itself: it is the same future.

use std::cell::Cell;

thread_local! {
    static PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// Stands while the arguments of a stage are computed. It is dropped only if that panics, or ends with an error.
pub struct Computing(());

impl Computing {
    /// From now on.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    #[inline]
    pub fn new() -> Computing {
        Computing(())
    }
}

impl Drop for Computing {
    #[cold]
    fn drop(&mut self) {
        if std::thread::panicking() {
            PANICKED.set(true);
        }
    }
}

/// The arguments, which are there. Temporaries in them live on.
#[inline]
pub fn computed<T>(arguments: T, computing: Computing) -> T {
    std::mem::forget(computing);
    arguments
}

/// Whether the panic that was caught on this thread just now came out of arguments. It can be asked once, and whoever
/// catches panics of stages asks after each.
pub fn panicked_in_arguments() -> bool {
    PANICKED.take()
}
