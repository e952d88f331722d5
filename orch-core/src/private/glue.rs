//! What plain Rust of a flow hands to the machine: errors of `?`, lists, lengths of time. Each has words of its own for
//! what does not fit.

use std::time::Duration;

use crate::{Classify, Failed, Failure, List};

/// The value behind a `?` that leaves the flow, or the failure that it ends with.
///
/// # Errors
/// If the value is one.
pub fn question<Q: Question>(value: Q) -> Result<Q::Value, Failure> {
    value.question()
}

/// What a `?` of a flow can be put on.
#[diagnostic::on_unimplemented(
    message = "`?` in a flow stands on a `Result`, and this is a `{Self}`",
    label = "no `Result`",
    note = "a stage is awaited before its `?`: `fetch(&tick).await?`",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait Question {
    /// Without the error.
    type Value;
    /// Which of both it is.
    ///
    /// # Errors
    /// If it is an error.
    fn question(self) -> Result<Self::Value, Failure>;
}

impl<T, E: Fails> Question for Result<T, E> {
    type Value = T;
    fn question(self) -> Result<T, Failure> {
        self.map_err(Fails::failure)
    }
}

impl<T: SaysWhy> Question for Option<T> {
    type Value = T;
    fn question(self) -> Result<T, Failure> {
        self.ok_or_else(|| unreachable!("`?` on an `Option` does not compile in a flow"))
    }
}

/// Nothing: an empty `Option` has no reason.
#[diagnostic::on_unimplemented(
    message = "`?` on an `Option` would end the run without a reason",
    label = "nothing would be said about why it is empty",
    note = "give it an error: `.ok_or(Trouble::Missing)?`, or look at it with `let … else`",
    note = "[orch::E19] docs/codes/E19.md"
)]
pub trait SaysWhy {}

/// An error that can end a run.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which of its failures may be tried again",
    label = "this `?` would end the run with a `{Self}`",
    note = "put it into an error of your own with `#[derive(Classify)]`: `.map_err(Trouble::Io)?`",
    note = "[orch::E19] docs/codes/E19.md"
)]
pub trait Fails {
    /// As the run ends with it.
    fn failure(self) -> Failure;
}

#[diagnostic::do_not_recommend]
impl<E: Classify> Fails for E {
    fn failure(self) -> Failure {
        self.into()
    }
}

impl<E> Fails for Failed<E> {
    fn failure(self) -> Failure {
        self.failure
    }
}

impl Fails for Failure {
    fn failure(self) -> Failure {
        self
    }
}

/// The list that a flow goes through. What is none was complained about, because nothing behind this call asks again.
pub fn listed<'a, L: List + ?Sized>(list: &'a &'a L) -> &'a (dyn List<Item = L::Item> + 'a) {
    list
}

/// What names a signal's reader or an item, as text.
pub fn key<K: Key + ?Sized>(key: &K) -> String {
    key.to_string()
}

/// What `.key(…)` takes.
#[diagnostic::on_unimplemented(
    message = "a key is text, and `{Self}` has none",
    label = "no `Display`",
    note = "give what tells them apart: a `String`, a number, or a type with a `Display`, as in `.key(order.id)`",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait Key: std::fmt::Display {}

#[diagnostic::do_not_recommend]
impl<T: std::fmt::Display + ?Sized> Key for T {}

/// A length of time.
pub fn time<T: Time>(time: T) -> Duration {
    time.time()
}

/// What `sleep`, `.timeout` and `.delay` take.
#[diagnostic::on_unimplemented(
    message = "a length of time stands here, and this is a `{Self}`",
    label = "no `Duration`",
    note = "write a number with its unit, `500ms`, `2s`, `1h`, or give a `std::time::Duration`",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait Time {
    /// As a duration.
    fn time(self) -> Duration;
}

impl Time for Duration {
    fn time(self) -> Duration {
        self
    }
}

/// A point in time.
pub fn until(until: impl Until) -> crate::Timestamp {
    until.until()
}

/// What `sleep_until` takes.
#[diagnostic::on_unimplemented(
    message = "`sleep_until` takes a point in time, and this is a `{Self}`",
    label = "no `Timestamp`",
    note = "`now().await` gives one, and a `Duration` can be added to it; for a length of time write `sleep(1h)`",
    note = "[orch::E01] docs/codes/E01.md"
)]
pub trait Until {
    /// As a point in time.
    fn until(self) -> crate::Timestamp;
}

impl Until for crate::Timestamp {
    fn until(self) -> crate::Timestamp {
        self
    }
}
