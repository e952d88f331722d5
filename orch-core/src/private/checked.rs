//! Types that are checked once.
//!
//! A type of the user's that does not fit would be complained about wherever generated code names it. So generated code
//! names it through an alias, `<Checked<{ is_stage::<T>() }> as Give<T>>::Type`: the constant is where the one complaint
//! stands, and when it cannot be computed the compiler treats the alias as a mistake that was told already.

use std::sync::Arc;

use crate::{Agent, Slot, Stage};

/// What a check found.
pub struct Checked<const FINE: bool>;

/// The type that was checked.
pub trait Give<T> {
    /// It.
    type Type;
}

impl<T> Give<T> for Checked<true> {
    type Type = T;
}

/// The place of the one complaint: what is awaited in a flow.
pub const fn is_stage<T: Stage>() -> bool {
    true
}

/// The place of the one complaint: what undoes a change.
pub const fn is_agent<T: Agent>() -> bool {
    true
}

/// The place of the one complaint: a value of a run.
pub const fn is_shared<T: Shared>() -> bool {
    true
}

/// What runs can share with all stages that name it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads, and a run shares its values with all stages that name them",
    label = "not `Send + Sync`",
    note = "take `Arc` instead of `Rc`, and a `Mutex` or an atomic instead of `Cell` and `RefCell`",
    note = "[orch::E18] docs/codes/E18.md"
)]
pub trait Shared: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> Shared for T {}

/// The place of the one complaint: what a call is lent.
pub const fn is_lent<T: Lent>() -> bool {
    true
}

/// What a call can be lent by reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads, and an agent is lent what the run shares with others",
    label = "not `Sync`",
    note = "take a `Mutex` or an atomic instead of `Cell` and `RefCell`, or take the value itself instead of a `&`",
    note = "[orch::E18] docs/codes/E18.md"
)]
pub trait Lent: Sync {}

#[diagnostic::do_not_recommend]
impl<T: Sync> Lent for T {}

/// The place of the one complaint: what a fallback gives.
pub const fn falls_back<T: InsteadOf<U>, U>() {}

/// A fallback's output, where it stands in for a `T`.
#[diagnostic::on_unimplemented(
    message = "a fallback of another output type: the stage gives `{T}`, its fallback gives `{Self}`",
    label = "gives `{Self}` instead of `{T}`",
    note = "the flow goes on with the value of whichever succeeded, so both must be of one type",
    note = "[orch::E16] docs/codes/E16.md"
)]
pub trait InsteadOf<T> {}

impl<T> InsteadOf<T> for T {}

/// The place of the one complaint: what a racer gives.
pub const fn races<T: RacesFor<U>, U>() {}

/// A racer's output, where the race gives a `T`.
#[diagnostic::on_unimplemented(
    message = "racers of different output types: the first gives `{T}`, this one gives `{Self}`",
    label = "gives `{Self}` instead of `{T}`",
    note = "the flow goes on with the value of whichever was first, so all must be of one type",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait RacesFor<T> {}

impl<T> RacesFor<T> for T {}

/// A slot whose value is wanted as a `T`; that it is one was checked elsewhere.
pub struct Share<'a, T, U>(&'a Slot<U>, std::marker::PhantomData<T>);

impl<'a, T, U> Share<'a, T, U> {
    /// Of this slot.
    pub const fn new(slot: &'a Slot<U>) -> Self {
        Share(slot, std::marker::PhantomData)
    }
}

/// It is one.
pub trait ShareSame<T> {
    /// A share of its value.
    fn arc(self) -> Arc<T>;
}

/// It is not.
pub trait ShareOther<T> {
    /// Never runs.
    fn arc(self) -> Arc<T>;
}

impl<T> ShareSame<T> for Share<'_, T, T> {
    fn arc(self) -> Arc<T> {
        self.0.share()
    }
}

impl<T, U> ShareOther<T> for &Share<'_, T, U> {
    fn arc(self) -> Arc<T> {
        unreachable!("a pipeline whose types do not fit does not compile")
    }
}
