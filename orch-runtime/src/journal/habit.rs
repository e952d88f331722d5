//! Whether the thread that commits looks for more before it sleeps.

use std::time::{Duration, Instant};

/// How long the thread looks for the next thing to write before it sleeps, while runs come back so soon: to wake it costs as much as
/// a quarter of a commit.
const LINGER: Duration = Duration::from_micros(100);

/// How soon there was something to write again, the last times: runs of short steps come back at once, and others do not.
#[derive(Debug, Default)]
pub(super) struct Habit(u8);

impl Habit {
    /// How many times in a row it may be waited for in vain.
    const REMEMBERED: u8 = 0b1111;

    /// Looks for more until that is there, or was not for [`LINGER`]; not at all if there was nothing that soon the last times.
    pub(super) fn linger(&self, is_there: impl Fn() -> bool) {
        if self.0 & Habit::REMEMBERED == 0 {
            return;
        }
        let begun = Instant::now();
        while !is_there() && begun.elapsed() < LINGER {
            std::thread::yield_now();
        }
    }

    /// After so long there was something.
    pub(super) fn note(&mut self, after: Duration) {
        self.0 = self.0 << 1 | u8::from(after < LINGER);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_waited_for_as_long_as_that_pays() {
        let mut habit = Habit::default();
        habit.linger(|| unreachable!("nothing has come soon yet"));
        habit.note(LINGER / 2);
        for _ in 0..4 {
            let looked = std::cell::Cell::new(false);
            habit.linger(|| looked.replace(true));
            assert!(looked.get());
            habit.note(LINGER);
        }
        habit.linger(|| unreachable!("it has not come soon for a while"));
    }
}
