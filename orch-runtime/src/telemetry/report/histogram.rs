//! Latencies in a fixed number of buckets: exact below 32 µs, within 1/32 above.

use std::time::Duration;

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Each power of two is cut into this many buckets.
const PARTS: u64 = 32;
/// 2^42 µs are 50 days; what is longer counts as that.
const LONGEST_US: u64 = (1 << 42) - 1;

/// How often which durations were seen. At most 1,216 buckets, however many samples; merging gives the same in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    counts: Vec<u64>,
    count: u64,
    max_us: u64,
}

impl Histogram {
    /// Counts a duration.
    pub fn record(&mut self, duration: Duration) {
        let value = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX).min(LONGEST_US);
        let bucket = bucket(value);
        if self.counts.len() <= bucket {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += 1;
        self.count += 1;
        self.max_us = self.max_us.max(value);
    }

    /// Adds what another one has counted.
    pub fn merge(&mut self, other: &Histogram) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.count += other.count;
        self.max_us = self.max_us.max(other.max_us);
    }

    /// How many were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The longest.
    pub fn max(&self) -> Duration {
        Duration::from_micros(self.max_us)
    }

    /// The duration that this share of the samples (0 to 1) did not exceed, at most 1/32 too long; zero without samples.
    pub fn quantile(&self, share: f64) -> Duration {
        // At least one sample, at most all of them.
        let wanted = ((self.count as f64 * share.clamp(0.0, 1.0)).ceil() as u64).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Duration::from_micros(upper(bucket).min(self.max_us));
            }
        }
        Duration::ZERO
    }
}

/// The bucket of a value in microseconds.
fn bucket(value: u64) -> usize {
    let power = u64::from(value.checked_ilog2().unwrap_or(0)).saturating_sub(u64::from(PARTS.ilog2()));
    let index = power * PARTS + (value >> power);
    // At most 38 × 32: it fits.
    index as usize
}

/// The largest value of a bucket.
fn upper(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    let power = (bucket / PARTS).saturating_sub(1);
    let part = bucket - power * PARTS;
    ((part + 1) << power) - 1
}

impl Serialize for Histogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let micros = |duration: Duration| u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        let mut out = serializer.serialize_struct("Histogram", 5)?;
        out.serialize_field("count", &self.count)?;
        out.serialize_field("p50_us", &micros(self.quantile(0.5)))?;
        out.serialize_field("p95_us", &micros(self.quantile(0.95)))?;
        out.serialize_field("p99_us", &micros(self.quantile(0.99)))?;
        out.serialize_field("max_us", &self.max_us)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_in_its_bucket_and_buckets_ascend() {
        for value in (0..5000).chain((0..42).map(|power| 1 << power)).chain([LONGEST_US]) {
            let upper = upper(bucket(value));
            assert!(upper >= value && (upper - value) * PARTS <= value.max(PARTS), "{value}");
        }
        assert!((1..5000).all(|value| matches!(bucket(value) - bucket(value - 1), 0 | 1)));
        assert!(bucket(LONGEST_US) < 1216);
    }

    #[test]
    fn quantiles_are_close_and_never_past_the_longest() {
        let mut histogram = Histogram::default();
        (1..=1000).for_each(|ms| histogram.record(Duration::from_millis(ms)));
        for (share, exact) in [(0.5, 500.0), (0.95, 950.0), (0.99, 990.0), (1.0, 1000.0)] {
            let found = histogram.quantile(share).as_secs_f64() * 1000.0;
            assert!(found >= exact && found <= exact * (1.0 + 1.0 / 32.0), "{share}: {found}");
        }
        assert_eq!(histogram.quantile(1.0), Duration::from_secs(1));
        assert_eq!(Histogram::default().quantile(0.5), Duration::ZERO);
    }

    #[test]
    fn merging_is_counting_together() {
        let (mut a, mut b, mut both) = (Histogram::default(), Histogram::default(), Histogram::default());
        for n in 0..300_u64 {
            let sample = Duration::from_micros(n * n * 37);
            if n % 3 == 0 {
                a.record(sample)
            } else {
                b.record(sample)
            }
            both.record(sample);
        }
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        assert_eq!(ab, both);
        assert_eq!(ba, both);
    }
}
