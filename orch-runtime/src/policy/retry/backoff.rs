//! How long to wait before the next attempt: a growing wait up to a cap, spread by chance.

use std::time::Duration;

use orch_blueprint::{Backoff, Jitter, Retry};

/// The wait after the `attempt`-th failure, spread as the policy says. `before` is the wait before that attempt.
pub(super) fn wait(retry: &Retry, attempt: u32, before: Duration, chance: u64) -> Duration {
    let grown = grown(retry.backoff, attempt);
    match retry.jitter {
        Jitter::None => grown,
        Jitter::Full => between(Duration::ZERO, grown, chance),
        Jitter::Equal => between(grown / 2, grown, chance),
        Jitter::Decorrelated => decorrelated(retry.backoff, before, chance),
    }
}

/// The wait after the `attempt`-th failure, before jitter.
fn grown(backoff: Backoff, attempt: u32) -> Duration {
    match backoff {
        Backoff::None => Duration::ZERO,
        Backoff::Constant(wait) => wait,
        Backoff::Linear { step, max } => step.saturating_mul(attempt).min(max),
        Backoff::Exponential { base, max } => base.saturating_mul(power_of_two(attempt)).min(max),
        Backoff::Fibonacci { base, max } => base.saturating_mul(fibonacci(attempt)).min(max),
    }
}

/// Anything from the base to three times the wait before, up to the cap.
fn decorrelated(backoff: Backoff, before: Duration, chance: u64) -> Duration {
    let (base, max) = match backoff {
        Backoff::None => (Duration::ZERO, Duration::ZERO),
        Backoff::Constant(wait) => (wait, wait),
        Backoff::Linear { step: base, max } | Backoff::Exponential { base, max } | Backoff::Fibonacci { base, max } => {
            (base, max)
        }
    };
    between(base, before.max(base).saturating_mul(3), chance).min(max)
}

fn power_of_two(attempt: u32) -> u32 {
    1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX)
}

fn fibonacci(attempt: u32) -> u32 {
    let (mut this, mut next) = (1_u32, 1_u32);
    for _ in 1..attempt.min(64) {
        (this, next) = (next, this.saturating_add(next));
    }
    this
}

/// A point between the two, both included, that `chance` picks evenly.
fn between(low: Duration, high: Duration, chance: u64) -> Duration {
    let span = u64::try_from(high.saturating_sub(low).as_nanos()).unwrap_or(u64::MAX);
    let picked = ((u128::from(span) + 1) * u128::from(chance)) >> 64;
    low + Duration::from_nanos(u64::try_from(picked).unwrap_or(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    fn waits(backoff: Backoff) -> Vec<u64> {
        (1..=7).map(|attempt| grown(backoff, attempt).as_secs()).collect()
    }

    #[test]
    fn each_backoff_grows_its_own_way_up_to_its_cap() {
        let max = S * 9;
        assert_eq!(waits(Backoff::None), [0; 7]);
        assert_eq!(waits(Backoff::Constant(S * 4)), [4; 7]);
        assert_eq!(waits(Backoff::Linear { step: S * 2, max }), [2, 4, 6, 8, 9, 9, 9]);
        assert_eq!(waits(Backoff::Exponential { base: S, max }), [1, 2, 4, 8, 9, 9, 9]);
        assert_eq!(waits(Backoff::Fibonacci { base: S, max }), [1, 1, 2, 3, 5, 8, 9]);
    }

    #[test]
    fn huge_attempts_stay_at_the_cap() {
        for attempt in [31, 32, 33, 64, 65, 1000, u32::MAX] {
            assert_eq!(grown(Backoff::Exponential { base: S, max: S * 9 }, attempt), S * 9);
            assert_eq!(grown(Backoff::Fibonacci { base: S, max: S * 9 }, attempt), S * 9);
            assert_eq!(grown(Backoff::Linear { step: S, max: S * 9 }, attempt), S * 9);
        }
    }

    fn spread(jitter: Jitter, before: Duration) -> (Duration, Duration) {
        let backoff = Backoff::Exponential { base: S, max: S * 60 };
        let retry = Retry { attempts: 9, total: None, backoff, jitter };
        (wait(&retry, 4, before, 0), wait(&retry, 4, before, u64::MAX))
    }

    #[test]
    fn each_jitter_keeps_its_bounds_and_reaches_them() {
        assert_eq!(spread(Jitter::None, S), (S * 8, S * 8));
        assert_eq!(spread(Jitter::Full, S), (Duration::ZERO, S * 8));
        assert_eq!(spread(Jitter::Equal, S), (S * 4, S * 8));
        assert_eq!(spread(Jitter::Decorrelated, S * 5), (S, S * 15));
        assert_eq!(spread(Jitter::Decorrelated, S * 30), (S, S * 60), "up to the cap");
        assert_eq!(spread(Jitter::Decorrelated, Duration::ZERO), (S, S * 3), "the first time");
    }

    #[test]
    fn the_middle_of_chance_is_the_middle_of_the_wait() {
        assert_eq!(between(S, S * 3, 1 << 63), S * 2);
        assert_eq!(between(Duration::ZERO, Duration::MAX, u64::MAX), Duration::from_nanos(u64::MAX));
    }
}
