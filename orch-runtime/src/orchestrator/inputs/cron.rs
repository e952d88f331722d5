//! When a schedule's ticks come: a cron expression in a time zone, and what becomes of hours that a change of the clocks leaves
//! out or repeats.
//!
//! The crate behind it matches instants, so a nightly job at 02:30 would not run on the night in which clocks go from 02:00 to
//! 03:00, and twice on the one in which 02:30 comes twice. An expression with fixed hours is therefore worked out in local time
//! without a zone, and each local time is then placed in the zone.

use std::collections::VecDeque;

use cronexpr::jiff;
use cronexpr::{Crontab, parse_crontab};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use orch_core::Timestamp;

/// A cron expression in a time zone.
pub(super) struct Cron {
    every: Crontab,
    /// The same in local time, if its hours are fixed.
    fixed: Option<Crontab>,
    zone: TimeZone,
}

impl Cron {
    /// Reads `minute hour day month weekday zone`. What is wrong with it is told below a mark at its place.
    pub(super) fn parse(text: &str) -> Result<Cron, String> {
        let told = |error: cronexpr::Error| {
            let told = error.to_string();
            told.strip_prefix("failed to parse crontab expression:\n").unwrap_or(&told).to_owned()
        };
        let every = parse_crontab(text).map_err(told)?;
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        let [minute, hour, day, month, weekday, zone] = fields[..] else {
            return Err(format!("{text}\nit has {} fields and not 6", fields.len()));
        };
        let zone = TimeZone::get(zone).map_err(|error| format!("{text}\n{error}"))?;
        let local = format!("{minute} {hour} {day} {month} {weekday} UTC");
        let fixed = (!hour.starts_with('*')).then(|| parse_crontab(&local)).transpose().map_err(told)?;
        Ok(Cron { every, fixed, zone })
    }

    /// The first tick after this time; none if there is none within four years.
    pub(super) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let after = jiff::Timestamp::from_microsecond(after.as_micros()).ok()?;
        let next = match &self.fixed {
            None => self.every.find_next(after).ok()?.timestamp(),
            Some(fixed) => self.next_fixed(fixed, after)?,
        };
        Some(Timestamp::from_micros(next.as_microsecond()))
    }

    /// A later local time never comes earlier, so the search may begin at what clocks show.
    fn next_fixed(&self, fixed: &Crontab, after: jiff::Timestamp) -> Option<jiff::Timestamp> {
        let mut local = TimeZone::UTC.to_timestamp(self.zone.to_datetime(after)).ok()?;
        loop {
            local = fixed.find_next(local).ok()?.timestamp();
            let time = self.place(TimeZone::UTC.to_datetime(local))?;
            if time > after {
                return Some(time);
            }
        }
    }

    /// When clocks show this: the first time if they do so twice; if they never do, the moment in which they pass over it.
    fn place(&self, local: DateTime) -> Option<jiff::Timestamp> {
        match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok(),
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok(),
            AmbiguousOffset::Gap { after, .. } => {
                let earlier = after.to_timestamp(local).ok()?;
                self.zone.following(earlier).next().map(|change| change.timestamp())
            }
        }
    }

    /// The last ticks after one time and up to another, at most so many, oldest first.
    pub(super) fn last(&self, after: Timestamp, until: Timestamp, most: usize) -> VecDeque<Timestamp> {
        const HOUR: i64 = 3_600_000_000;
        let mut span = HOUR;
        // What is looked through grows until there is enough: years may have passed.
        loop {
            let from = after.max(Timestamp::from_micros(until.as_micros().saturating_sub(span)));
            let mut ticks = VecDeque::new();
            let all = std::iter::successors(self.next(from), |tick| self.next(*tick));
            for tick in all.take_while(|tick| *tick <= until) {
                ticks.push_back(tick);
                if ticks.len() > most {
                    ticks.pop_front();
                }
            }
            if from <= after || ticks.len() >= most {
                return ticks;
            }
            span = span.saturating_mul(4);
        }
    }

    /// The local time: `2026-03-29T02:30:00+01:00[Europe/Berlin]`.
    pub(super) fn local(&self, time: Timestamp) -> String {
        let time = jiff::Timestamp::from_microsecond(time.as_micros()).unwrap_or_default();
        time.to_zoned(self.zone.clone()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        Timestamp::from_micros(text.parse::<jiff::Timestamp>().expect("a time").as_microsecond())
    }

    /// The local times of the ticks that follow on this time.
    fn ticks(cron: &str, after: &str, count: usize) -> Vec<String> {
        let cron = Cron::parse(cron).expect("it is one");
        let all = std::iter::successors(cron.next(time(after)), |tick| cron.next(*tick));
        all.take(count).map(|tick| cron.local(tick).replace("[Europe/Berlin]", "")).collect()
    }

    #[test]
    fn a_fixed_time_that_clocks_pass_over_comes_when_they_do() {
        let nights = ticks("30 2 * * * Europe/Berlin", "2026-03-27T12:00:00Z", 3);
        assert_eq!(nights, ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]);
        let several = ticks("0,30 2,3 * * * Europe/Berlin", "2026-03-28T12:00:00Z", 3);
        assert_eq!(several, ["2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:00:00+02:00"]);
    }

    #[test]
    fn a_fixed_time_that_comes_twice_counts_once() {
        let nights = ticks("30 2 * * * Europe/Berlin", "2026-10-24T12:00:00Z", 2);
        assert_eq!(nights, ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]);
        let between = ticks("30 2 * * * Europe/Berlin", "2026-10-25T00:45:00Z", 1);
        assert_eq!(between, ["2026-10-26T02:30:00+01:00"], "from between the two");
    }

    #[test]
    fn any_hour_is_each_hour_that_passes() {
        let spring = ticks("30 * * * * Europe/Berlin", "2026-03-29T00:00:00Z", 2);
        assert_eq!(spring, ["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"]);
        let autumn = ticks("30 * * * * Europe/Berlin", "2026-10-25T00:00:00Z", 2);
        assert_eq!(autumn, ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]);
    }

    #[test]
    fn ticks_ascend_whatever_the_clocks_do() {
        for cron in ["*/7 1-4 * * * Europe/Berlin", "*/7 */2 * * * Europe/Berlin", "15 0-23 * * * America/New_York"] {
            let cron = Cron::parse(cron).expect("it is one");
            let all = std::iter::successors(cron.next(time("2026-10-15T00:00:00Z")), |tick| cron.next(*tick));
            let all: Vec<Timestamp> = all.take_while(|tick| *tick < time("2026-11-05T00:00:00Z")).collect();
            assert!(all.is_sorted_by(|a, b| a < b));
            let (from, until) = (all[100], all[400]);
            assert!(cron.last(from, until, 5000).iter().eq(&all[101..=400]));
            assert!(cron.last(from, until, 3).iter().eq(&all[398..=400]));
        }
    }

    #[test]
    fn what_is_wrong_is_shown_at_its_place() {
        let why = |cron| Cron::parse(cron).err().expect("it is none");
        assert_eq!(
            why("0 25 * * * Europe/Berlin"),
            "0 25 * * * Europe/Berlin\n  ^ value must be in range 0..=23; found 25"
        );
        assert_eq!(why("0 2 * * *"), "0 2 * * *\n         ^ missing timezone");
        assert!(
            why("0 2 * * * Europe/Berln").starts_with("0 2 * * * Europe/Berln\n          ^ failed to find timezone")
        );
    }

    #[test]
    fn a_day_that_never_comes_has_no_next() {
        let cron = Cron::parse("0 0 31 2 * UTC").expect("it is one");
        assert_eq!(cron.next(Timestamp::EPOCH), None);
    }
}
