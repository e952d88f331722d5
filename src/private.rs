//! What generated code names. It is not part of the public interface and may change in any version.

use core::time::Duration;

pub use orch_blueprint as blueprint;
pub use orch_core::event::{What, misplaced};
pub use orch_core::private::clone_place;
pub use orch_core::*;
pub use orch_runtime::Launch;
pub use serde;
pub use serde_json;

use orch_blueprint::{AgentSpec, Effect};

/// The timeout of an agent that says none.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// A duration that was given as an expression.
pub const fn not_zero(given: Duration) -> Duration {
    assert!(
        !given.is_zero(),
        "zero makes no sense here: give it some time, or leave it out\n  [orch::E24] docs/codes/E24.md"
    );
    given
}

/// A number of attempts that was given as an expression.
pub const fn not_none(given: u32) -> u32 {
    assert!(
        given > 0,
        "no attempt at all is no call: the least is 1, the first call counts\n  [orch::E24] docs/codes/E24.md"
    );
    given
}

/// What `#[transient(retry_after = field)]` may name.
#[diagnostic::on_unimplemented(
    message = "`retry_after` names a field of type `Duration` or `Option<Duration>`, and this is a `{Self}`",
    label = "not a duration",
    note = "[orch::E24] docs/codes/E24.md"
)]
pub trait Wait {
    /// How long to wait, if that is known.
    fn wait(self) -> Option<Duration>;
}

impl Wait for Duration {
    fn wait(self) -> Option<Duration> {
        Some(self)
    }
}

impl Wait for Option<Duration> {
    fn wait(self) -> Option<Duration> {
        self
    }
}

/// An owned input that a call gets a clone of. Agents may take inputs that are not `Clone` as long as nobody lends them
/// from data, so the choice falls where the type is known: the first of the two traits that fits.
#[derive(Debug)]
pub struct Cloned<'a, T>(pub &'a T);

/// For inputs that are `Clone`.
pub trait GiveByClone<T> {
    /// The clone.
    fn give(&self) -> T;
}

impl<T: Clone> GiveByClone<T> for Cloned<'_, T> {
    fn give(&self) -> T {
        self.0.clone()
    }
}

/// For all others.
pub trait GiveNever<T> {
    /// Never returns.
    fn give(&self) -> T;
}

impl<T> GiveNever<T> for &Cloned<'_, T> {
    fn give(&self) -> T {
        unreachable!("`Stage::lend` asks for inputs that are `Clone`")
    }
}

/// The contract of an agent that was refused: it promises everything, so that nobody complains a second time.
pub const fn refused(name: &'static str) -> AgentSpec {
    AgentSpec { timeout: Some(DEFAULT_TIMEOUT), ..AgentSpec::new(name, Effect::Pure) }
}
