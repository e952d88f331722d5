//! A stage's arguments, made in the same future as the call: whether a panic came out of them, and how they are handed out
//! as data.

use std::cell::Cell;

use serde_json::Value;

use crate::engine::{Taken, Taker};
use crate::{Ask, At, Failure, Pipeline};

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

    /// They are there.
    #[inline]
    pub(crate) fn ends(self) {
        std::mem::forget(self);
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

/// The arguments of a stage as data: see [`Pipeline::arguments`].
///
/// # Errors
/// If the pipeline is `#[ephemeral]`, if an argument cannot be computed, or if it cannot be written.
pub fn arguments<P: Pipeline>(
    state: &P::State,
    at: &At,
    node: u16,
    resources: &P::Resources,
) -> Result<Value, Failure> {
    let refused = || Err(super::no_arguments(P::blueprint(), at, node));
    if P::blueprint().options.ephemeral {
        return refused();
    }
    take::<P, true>(state, at, node, resources).map_or_else(refused, |taken| taken.arguments)
}

/// The arguments of a change that may have to be undone, as data. `None` if it takes nothing, or if they cannot be
/// computed: the attempt will say so.
///
/// # Errors
/// If they cannot be written.
pub(crate) fn arguments_to_keep<P: Pipeline>(
    state: &P::State,
    at: &At,
    node: u16,
    resources: &P::Resources,
) -> Result<Option<Value>, Failure> {
    match take::<P, false>(state, at, node, resources) {
        Some(Taken { arguments: Ok(arguments), .. }) => Ok(Some(arguments).filter(|arguments| !arguments.is_null())),
        Some(Taken { arguments: Err(failure), computed: true }) => Err(failure),
        _ => Ok(None),
    }
}

/// An engine that takes the arguments of stages to be undone comes to no other node.
#[cold]
pub fn passed_over() -> ! {
    unreachable!("what cannot be undone is kept nowhere")
}

/// What comes of a stage that is called by nobody.
fn take<P: Pipeline, const ALL: bool>(state: &P::State, at: &At, node: u16, resources: &P::Resources) -> Option<Taken> {
    let taker = Taker::<ALL>::default();
    drop(P::call(state, at, node, &Ask::FIRST, &taker, resources));
    taker.taken()
}

/// Whether the panic that was caught on this thread just now came out of arguments. It can be asked once, and whoever
/// catches panics of stages asks after each.
pub fn panicked_in_arguments() -> bool {
    PANICKED.take()
}
