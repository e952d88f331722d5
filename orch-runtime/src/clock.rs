//! Clocks: the machine's own, and one that gives the same times and chances every time.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use orch_core::{Clock, Timestamp};
use tokio::time::Instant;

/// The machine's clock.
///
/// The wall clock is read once, when the value is made; from there it follows tokio's time, so it never runs backwards
/// and stands still under `tokio::time::pause`. A run without a clock of its own makes one when somebody asks for the time.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    base: Timestamp,
    origin: Instant,
}

impl SystemClock {
    /// A clock that is right from now on.
    pub fn new() -> SystemClock {
        SystemClock { base: SystemTime::now().into(), origin: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        SystemClock::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        self.base.saturating_add(self.origin.elapsed())
    }

    fn random(&self) -> u64 {
        chance()
    }
}

/// The machine's wall clock, read anew each time: what durable timers follow, which outlive the process and its machine.
///
/// It may be set back or forward, and sleeps with the machine: waits are recorded as points in time, so one that came due in the
/// meantime fires once, as soon as it is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        SystemTime::now().into()
    }

    fn random(&self) -> u64 {
        chance()
    }
}

/// The clock of a run: the one that it was given, or a [`SystemClock`] that is made when somebody first asks it, which in most runs
/// nobody does.
pub(crate) struct RunClock(OnceLock<Arc<dyn Clock>>);

impl RunClock {
    /// The given one, or one of its own.
    #[inline]
    pub(crate) fn of(given: Option<Arc<dyn Clock>>) -> RunClock {
        RunClock(given.map_or_else(OnceLock::new, OnceLock::from))
    }

    /// The same clock, for another part of the run.
    pub(crate) fn share(&self) -> RunClock {
        RunClock::of(Some(Arc::clone(self.made())))
    }

    fn made(&self) -> &Arc<dyn Clock> {
        self.0.get_or_init(|| Arc::new(SystemClock::new()))
    }
}

impl Deref for RunClock {
    type Target = dyn Clock;

    fn deref(&self) -> &Self::Target {
        &**self.made()
    }
}

/// A keyed hash of a counter: the standard library seeds it from the operating system once a process.
fn chance() -> u64 {
    static KEY: OnceLock<RandomState> = OnceLock::new();
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    KEY.get_or_init(RandomState::new).hash_one(DRAWN.fetch_add(1, Ordering::Relaxed))
}

/// A clock that begins at a fixed time and draws the same chances for the same seed. For tests and dry runs.
///
/// It follows tokio's time from the moment it is made: under `tokio::time::pause` two runs see the same times.
/// It begins at 2000-01-03 00:00:00 UTC.
#[derive(Debug)]
pub struct SeededClock {
    origin: Instant,
    drawn: AtomicU64,
}

impl SeededClock {
    /// Where its time begins: 2000-01-03 00:00:00 UTC.
    pub const BEGIN: Timestamp = Timestamp::from_micros(946_857_600_000_000);

    /// A clock for this seed.
    pub fn new(seed: u64) -> SeededClock {
        SeededClock { origin: Instant::now(), drawn: AtomicU64::new(seed) }
    }
}

impl Clock for SeededClock {
    fn now(&self) -> Timestamp {
        SeededClock::BEGIN.saturating_add(self.origin.elapsed())
    }

    fn random(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        mix(self.drawn.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP))
    }
}

/// The output function of splitmix64 (Steele, Lea, Flood 2014).
const fn mix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn both_clocks_follow_tokio() {
        let (system, seeded) = (SystemClock::new(), SeededClock::new(1));
        let (a, b) = (system.now(), seeded.now());
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert_eq!(system.now().since(a), Duration::from_secs(3600));
        assert_eq!(seeded.now().since(b), Duration::from_secs(3600));
    }

    #[tokio::test(start_paused = true)]
    async fn one_seed_gives_one_sequence() {
        let draw = |seed| {
            let clock = SeededClock::new(seed);
            (0..100).map(|_| clock.random()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        // The published first value of splitmix64 for seed 0.
        assert_eq!(SeededClock::new(0).random(), 0xE220_A839_7B1D_CDAF);
    }

    #[tokio::test(start_paused = true)]
    async fn the_system_clock_does_not_repeat_itself() {
        let clock = SystemClock::new();
        let drawn: std::collections::BTreeSet<u64> = (0..1000).map(|_| clock.random()).collect();
        assert_eq!(drawn.len(), 1000);
    }
}
