//! Time as a parameter: nothing in the core asks the machine what time it is.

use std::fmt;
use std::ops::Add;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970-01-01 00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01 00:00:00 UTC.
    pub const EPOCH: Timestamp = Timestamp(0);

    /// From microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Timestamp {
        Timestamp(micros)
    }

    /// Microseconds since the epoch.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The time this much later, or the last one that can be told.
    pub fn saturating_add(self, by: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
    }

    /// How long after `earlier` this is; zero if it is not after it.
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// [`saturating_add`](Timestamp::saturating_add): time that goes on, as in `sleep_until(at + Duration::from_secs(90))`.
///
/// ```
/// use std::time::Duration;
/// use orch_core::Timestamp;
///
/// assert_eq!((Timestamp::EPOCH + Duration::from_secs(90)).to_string(), "1970-01-01T00:01:30Z");
/// assert_eq!(Timestamp::from_micros(i64::MAX) + Duration::from_secs(1), Timestamp::from_micros(i64::MAX));
/// ```
impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, by: Duration) -> Timestamp {
        self.saturating_add(by)
    }
}

impl From<std::time::SystemTime> for Timestamp {
    fn from(time: std::time::SystemTime) -> Timestamp {
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => Timestamp::EPOCH.saturating_add(after),
            Err(before) => Timestamp(-i64::try_from(before.duration().as_micros()).unwrap_or(i64::MAX)),
        }
    }
}

impl From<Timestamp> for std::time::SystemTime {
    /// The same time, or the epoch where the platform cannot tell it.
    fn from(time: Timestamp) -> std::time::SystemTime {
        let (epoch, distance) = (std::time::UNIX_EPOCH, Duration::from_micros(time.0.unsigned_abs()));
        let told = if time.0 < 0 { epoch.checked_sub(distance) } else { epoch.checked_add(distance) };
        told.unwrap_or(epoch)
    }
}

/// RFC 3339 in UTC, with as many digits of a second as it takes: `2000-01-03T00:00:00Z`, `2000-01-03T00:00:00.5Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAY: i64 = 86_400_000_000;
        let (year, month, day) = date(self.0.div_euclid(DAY));
        let (seconds, micros) = (self.0.rem_euclid(DAY) / 1_000_000, self.0.rem_euclid(1_000_000));
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if micros > 0 {
            text.push_str(format!(".{micros:06}").trim_end_matches('0'));
        }
        f.pad(&(text + "Z"))
    }
}

/// Year, month and day of the proleptic Gregorian calendar. Years begin in March here, so that the leap day is their last.
fn date(days_since_1970: i64) -> (i64, i64, i64) {
    /// Days from 0000-03-01 to 1970-01-01.
    const TO_EPOCH: i64 = 719_468;
    /// Days of 400 years, after which the calendar repeats.
    const CYCLE: i64 = 146_097;
    let days = days_since_1970 + TO_EPOCH;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (400 * cycle + year + later, month, day)
}

/// Tells the time and the chances. Engines have one; tests drive one.
pub trait Clock: Send + Sync + 'static {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// 64 random bits: for jitter, `uuid()` and `random()`.
    fn random(&self) -> u64;
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339() {
        let written = |micros| Timestamp::from_micros(micros).to_string();
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
        assert_eq!(written(946_857_600_000_000), "2000-01-03T00:00:00Z");
        assert_eq!(written(1_709_210_096_500_000), "2024-02-29T12:34:56.5Z");
        assert_eq!(written(1_735_689_599_000_001), "2024-12-31T23:59:59.000001Z");
        assert_eq!(written(951_868_800_000_000), "2000-03-01T00:00:00Z");
        assert_eq!(written(-1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(written(-2_203_891_200_000_000), "1900-03-01T00:00:00Z");
        assert!(written(i64::MIN).starts_with("-290308-"));
        assert_eq!(format!("{:>22}", Timestamp::EPOCH), "  1970-01-01T00:00:00Z");
    }

    #[test]
    fn times_are_system_times() {
        for micros in [0, -1, 1_709_210_096_500_000, -2_203_891_200_000_000] {
            let time = Timestamp::from_micros(micros);
            assert_eq!(Timestamp::from(SystemTime::from(time)), time);
        }
    }
}
