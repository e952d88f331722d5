//! Policies as they were declared: numbers, no behaviour.

use core::time::Duration;

/// How a stage is tried again after a transient failure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retry {
    /// Calls in all, the first one included. At least 1.
    pub attempts: u32,
    /// No attempt starts later than this after the first; `None` is no limit.
    pub total: Option<Duration>,
    /// How the wait grows from attempt to attempt.
    pub backoff: Backoff,
    /// How the wait is spread, so that many callers do not come back together.
    pub jitter: Jitter,
}

impl Retry {
    /// What `retry(attempts = n)` means with nothing else said: exponential from 100 ms up to 10 s, full jitter.
    pub const fn new(attempts: u32) -> Retry {
        Retry {
            attempts,
            total: None,
            backoff: Backoff::Exponential { base: Duration::from_millis(100), max: Duration::from_secs(10) },
            jitter: Jitter::Full,
        }
    }
}

/// The wait before attempt `n + 1`, before jitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backoff {
    /// No wait.
    None,
    /// The same wait every time.
    Constant(Duration),
    /// `step`, `2 × step`, `3 × step`, … up to `max`.
    Linear {
        /// The first wait, and what each further wait adds.
        step: Duration,
        /// The longest wait.
        max: Duration,
    },
    /// `base`, `2 × base`, `4 × base`, … up to `max`.
    Exponential {
        /// The first wait.
        base: Duration,
        /// The longest wait.
        max: Duration,
    },
    /// `base` times 1, 1, 2, 3, 5, 8, … up to `max`.
    Fibonacci {
        /// The first wait.
        base: Duration,
        /// The longest wait.
        max: Duration,
    },
}

/// How a wait is spread. Names and formulas follow "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The wait as computed.
    None,
    /// Anything from zero to the wait. The default.
    Full,
    /// Half of the wait, and anything from zero to the other half.
    Equal,
    /// Anything from the base to three times the wait before, up to the cap.
    Decorrelated,
}
