//! What stands in the place of something in the expansions that editors are given. None of it ever runs.

use std::future::Future;

use crate::Call;
use crate::engine::{Holding, Slots, lend};

/// Stands in the place of an attempt in what an editor is given, which knows less of types than rustc and would complain. It never runs.
pub fn seen_by_an_editor<E>(_: impl Future) -> Call<E> {
    unreachable!("editors do not run flows")
}

/// What a call would hold there.
pub fn held_in_an_editor<'s, L: Slots<'s>, N, E>(_: &E, slots: L, needs: &'s N) -> Holding<'s, L::Values, N, E> {
    lend(slots, needs)
}

/// Every value has a member that is not named yet (`order.`), and which fits wherever it stands.
#[doc(hidden)]
pub trait Unnamed {
    /// This member.
    #[doc(hidden)]
    fn __orch_unnamed<T>(&self) -> T {
        unreachable!("editors do not run flows")
    }

    /// What is not named yet in a path (`Verdict::`).
    #[doc(hidden)]
    fn __orch_no_name<T>() -> T {
        unreachable!("editors do not run flows")
    }
}

impl<V: ?Sized> Unnamed for V {}
