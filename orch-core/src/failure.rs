//! What goes wrong, as data: one type that reaches flows, journals, dead letters and reports.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Apart, codec};

/// What may be done about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It may pass if tried again.
    Transient,
    /// It will not pass.
    Permanent,
    /// Some of the work is done and must not be repeated blindly; what was done is in the error.
    Partial,
}

impl Class {
    /// The word that users write: `transient`, `permanent`, `partial`.
    pub const fn word(self) -> &'static str {
        match self {
            Class::Transient => "transient",
            Class::Permanent => "permanent",
            Class::Partial => "partial",
        }
    }
}

/// Where a failure came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The agent, or plain Rust in the flow, returned an error.
    Error,
    /// An attempt, a stage or a wait took longer than allowed.
    TimedOut,
    /// The agent, or plain Rust in the flow, panicked.
    Panicked,
    /// The circuit breaker let no call through.
    CircuitOpen,
    /// A queue or a limit was full.
    Overloaded,
    /// The rate limit let no call through.
    RateLimited,
    /// The retry budget was used up.
    BudgetExhausted,
    /// The run's own deadline or work limit passed.
    DeadlineExceeded,
    /// The run was cancelled.
    Cancelled,
    /// A loop reached its last round without a `break`.
    RoundsExhausted,
    /// The process ended while the attempt was running.
    Interrupted,
    /// The recorded run does not fit this build of the pipeline.
    Incompatible,
}

/// A failure of a stage or a run. It says which stage, what may be done about it, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The path of the stage: `MarketData/quotes[17]/fetch`.
    pub stage: String,
    /// What may be done about it.
    pub class: Class,
    /// Where it came from.
    pub kind: FailureKind,
    /// What the error said.
    pub message: String,
    /// How many attempts were made.
    pub attempts: u32,
    /// How long the failed side asks to wait before the next attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<Duration>,
    /// What else the error wants known. Null is nothing: it is not saved.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub details: Option<serde_json::Value>,
}

/// A failure can always be saved, also one whose details would not read back equal.
fn is_nothing(details: &Option<serde_json::Value>) -> bool {
    details.as_ref().is_none_or(serde_json::Value::is_null)
}

impl Failure {
    /// A failure of no particular stage yet, permanent, with no attempt made.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Failure {
        Failure {
            stage: String::new(),
            class: Class::Permanent,
            kind,
            message: message.into(),
            attempts: 0,
            retry_after: None,
            details: None,
        }
    }

    /// The same failure with another class.
    pub fn with_class(mut self, class: Class) -> Failure {
        self.class = class;
        self
    }

    /// The same failure at this stage.
    pub fn at(mut self, stage: impl Into<String>) -> Failure {
        self.stage = stage.into();
        self
    }

    /// The same failure in a box that is dropped apart.
    #[cold]
    #[doc(hidden)]
    pub fn apart(self) -> Apart<Failure> {
        Apart::new(self)
    }

    /// What an agent's own error amounts to. A [`Secret`](crate::Secret) in it is masked, in its details too.
    pub fn of<E: Classify + ?Sized>(error: &E) -> Failure {
        let details = codec::shown(|| error.details());
        Failure {
            stage: String::new(),
            class: error.class(),
            kind: FailureKind::Error,
            message: error.to_string(),
            attempts: 0,
            retry_after: error.retry_after(),
            details: details.filter(|details| !details.is_null()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.stage.is_empty() {
            write!(f, "{}: ", self.stage)?;
        }
        f.write_str(&self.message)?;
        match self.attempts {
            0 | 1 => Ok(()),
            n => write!(f, " (after {n} attempts)"),
        }
    }
}

impl std::error::Error for Failure {}

/// Gives every error a class. Write `#[derive(Classify)]` and a class on every variant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which of its failures may be tried again",
    label = "this error type has no `Classify`",
    note = "add `#[derive(orch::Classify)]` and put `#[transient]`, `#[permanent]` or `#[partial]` on each variant",
    note = "an error of another crate: wrap it in a variant of an error type of your own",
    note = "[orch::E19] docs/codes/E19.md"
)]
pub trait Classify: fmt::Display {
    /// What may be done about this error.
    fn class(&self) -> Class;

    /// How long the other side asks to wait before the next attempt.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// The name of the variant, by which policies and reports tell errors apart.
    fn variant(&self) -> &'static str {
        "error"
    }

    /// What else should be known of it in journals and dead letters.
    fn details(&self) -> Option<serde_json::Value> {
        None
    }
}

macro_rules! permanent {
    ($($ty:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl Classify for $ty {
            fn class(&self) -> Class {
                Class::Permanent
            }
        }
    )*};
}

// Reading text that is wrong does not get better by reading it again.
permanent!(
    std::num::ParseIntError,
    std::num::ParseFloatError,
    std::num::TryFromIntError,
    std::str::ParseBoolError,
    std::char::ParseCharError,
    std::str::Utf8Error,
    std::string::FromUtf8Error,
    std::net::AddrParseError,
    serde_json::Error,
);

impl<E: Classify> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::of(&error)
    }
}

/// The failure of a stage as a value of the flow: the common [`Failure`], and the agent's own error where there is one
/// (a stage that timed out or panicked has none).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failed<E> {
    /// What every failure says.
    pub failure: Failure,
    /// The agent's own error. None where the stage has none, and where a chain of fallbacks has ended before its last stage, because
    /// nobody knows what a change came to: `E` is the error of the last one, and `failure` is of the one that failed.
    pub error: Option<E>,
}

impl<E> Deref for Failed<E> {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.failure
    }
}

impl<E> fmt::Display for Failed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl<E: fmt::Debug> std::error::Error for Failed<E> {}

impl<E> From<Failed<E>> for Failure {
    fn from(failed: Failed<E>) -> Failure {
        failed.failure
    }
}
