//! Why: most failures of remote systems pass by themselves. Whether to try again, and when, is decided here from numbers
//! alone; nothing in this folder waits, reads a clock or draws a random number.

mod backoff;

use std::time::Duration;

use orch_blueprint::{Effect, Retry};
use orch_core::{Class, Timestamp};

/// What is known when an attempt has failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Failing {
    /// Which attempt failed, from 1.
    pub(crate) attempt: u32,
    /// What may be done about the failure.
    pub(crate) class: Class,
    /// Whether the attempt may have changed the world without telling.
    pub(crate) unsure: bool,
    /// What the callee does to the world.
    pub(crate) effect: Effect,
    /// How long the failed side asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// What time it is.
    pub(crate) now: Timestamp,
    /// When the first attempt started.
    pub(crate) since: Timestamp,
    /// The wait before the attempt that failed.
    pub(crate) waited: Duration,
    /// 64 random bits.
    pub(crate) chance: u64,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Again, not before `at`, which is `wait` from now.
    Again { at: Timestamp, wait: Duration },
    /// No more.
    GiveUp,
}

/// Decides after a failed attempt.
///
/// A change whose outcome is not known is repeated only if it is `idempotent`: the same key settles it. `once` is never
/// repeated, whatever the failure; a permanent or partial failure never is either.
pub(crate) fn decide(retry: &Retry, failing: &Failing) -> Verdict {
    if failing.attempt >= retry.attempts || !may_repeat(failing) {
        return Verdict::GiveUp;
    }
    let wait = backoff::wait(retry, failing.attempt, failing.waited, failing.chance);
    let wait = wait.max(failing.retry_after.unwrap_or(Duration::ZERO));
    let at = failing.now.saturating_add(wait);
    match retry.total {
        Some(total) if at.since(failing.since) > total => Verdict::GiveUp,
        _ => Verdict::Again { at, wait },
    }
}

fn may_repeat(failing: &Failing) -> bool {
    match (failing.effect, failing.unsure) {
        (Effect::Once, _) => false,
        (Effect::Idempotent, true) => true,
        _ => failing.class == Class::Transient,
    }
}

#[cfg(test)]
mod tests {
    use orch_blueprint::{Backoff, Jitter};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn failing(attempt: u32) -> Failing {
        Failing {
            attempt,
            class: Class::Transient,
            unsure: false,
            effect: Effect::Reads,
            retry_after: None,
            now: Timestamp::from_micros(10_000_000),
            since: Timestamp::from_micros(10_000_000),
            waited: Duration::ZERO,
            chance: u64::MAX,
        }
    }

    fn retry(attempts: u32) -> Retry {
        Retry { attempts, total: None, backoff: Backoff::Constant(SECOND), jitter: Jitter::None }
    }

    fn wait(verdict: Verdict) -> Option<Duration> {
        match verdict {
            Verdict::Again { wait, .. } => Some(wait),
            Verdict::GiveUp => None,
        }
    }

    #[test]
    fn attempts_count_the_first_call() {
        assert_eq!(wait(decide(&retry(3), &failing(2))), Some(SECOND));
        assert_eq!(decide(&retry(3), &failing(3)), Verdict::GiveUp);
    }

    #[test]
    fn the_verdict_names_the_time() {
        let at = Timestamp::from_micros(11_000_000);
        assert_eq!(decide(&retry(3), &failing(1)), Verdict::Again { at, wait: SECOND });
    }

    #[test]
    fn only_transient_failures_are_repeated() {
        for class in [Class::Permanent, Class::Partial] {
            assert_eq!(decide(&retry(3), &Failing { class, ..failing(1) }), Verdict::GiveUp);
        }
    }

    #[test]
    fn what_is_unsure_is_repeated_only_with_a_key() {
        let unsure = |effect, class| Failing { unsure: true, effect, class, ..failing(1) };
        assert_eq!(wait(decide(&retry(3), &unsure(Effect::Idempotent, Class::Permanent))), Some(SECOND));
        assert_eq!(decide(&retry(3), &unsure(Effect::Once, Class::Transient)), Verdict::GiveUp);
    }

    #[test]
    fn once_is_never_repeated() {
        assert_eq!(decide(&retry(3), &Failing { effect: Effect::Once, ..failing(1) }), Verdict::GiveUp);
    }

    #[test]
    fn the_other_side_may_ask_for_a_longer_wait_but_not_for_a_shorter_one() {
        let asks = |wait| Failing { retry_after: Some(wait), ..failing(1) };
        assert_eq!(wait(decide(&retry(3), &asks(SECOND * 5))), Some(SECOND * 5));
        assert_eq!(wait(decide(&retry(3), &asks(SECOND / 5))), Some(SECOND));
    }

    #[test]
    fn no_attempt_starts_after_the_total_time() {
        let total = |total| Retry { total: Some(total), ..retry(9) };
        let later = Failing { now: Timestamp::from_micros(12_000_000), ..failing(2) };
        assert_eq!(wait(decide(&total(SECOND * 3), &later)), Some(SECOND), "exactly in time");
        assert_eq!(decide(&total(SECOND * 3 - Duration::from_micros(1)), &later), Verdict::GiveUp);
    }
}
