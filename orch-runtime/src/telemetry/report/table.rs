//! Reports as aligned text.

use std::fmt;
use std::time::Duration;

use super::{Report, RunReport, StageReport};

const TITLES: [&str; 11] =
    ["stage", "count", "ok", "failed", "retries", "p50", "p95", "p99", "waiting", "working", "critical"];

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p50, p95, p99) = quantiles(&self.latency);
        writeln!(f, "{} runs, {} succeeded; p50 {p50}, p95 {p95}, p99 {p99}", self.runs, self.succeeded)?;
        let rows: Vec<_> = self.stages.iter().map(|(path, stage)| row(path, stage, self.total)).collect();
        table(f, &rows)?;
        self.bottleneck().map_or(Ok(()), |bottleneck| writeln!(f, "{bottleneck}"))
    }
}

impl fmt::Display for RunReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "run {} of {}: {:?} after {}", self.run_id, self.pipeline, self.end, short(self.took()))?;
        let rows: Vec<_> = self.stages.iter().map(|(path, stage)| row(path, stage, self.took())).collect();
        table(f, &rows)?;
        if !self.critical_path.is_empty() {
            let path: Vec<String> = self.critical_path.iter().map(link).collect();
            writeln!(f, "critical path: {}", path.join(" → "))?;
        }
        self.bottleneck().map_or(Ok(()), |bottleneck| writeln!(f, "{bottleneck}"))
    }
}

fn link(link: &super::Link) -> String {
    format!("{} {}", link.path, short(link.waiting + link.working))
}

fn quantiles(latency: &super::Histogram) -> (String, String, String) {
    let of = |share| short(latency.quantile(share));
    (of(0.5), of(0.95), of(0.99))
}

fn row(path: &str, stage: &StageReport, total: Duration) -> [String; 11] {
    let (p50, p95, p99) = quantiles(&stage.latency);
    let share = if total.is_zero() { 0.0 } else { stage.critical.as_secs_f64() / total.as_secs_f64() };
    [
        path.to_owned(),
        stage.count.to_string(),
        stage.successes.to_string(),
        stage.failures.to_string(),
        stage.retries.to_string(),
        p50,
        p95,
        p99,
        short(stage.waiting),
        short(stage.working),
        format!("{:.0} %", share * 100.0),
    ]
}

/// The first column to the left, numbers to the right.
fn table(f: &mut fmt::Formatter<'_>, rows: &[[String; 11]]) -> fmt::Result {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([TITLES[column].len()]).max().unwrap_or(0)
    };
    let widths: [usize; 11] = std::array::from_fn(width);
    let titles = TITLES.map(str::to_owned);
    for row in std::iter::once(&titles).chain(rows) {
        write!(f, "{:<width$}", row[0], width = widths[0])?;
        for (cell, width) in row.iter().zip(widths).skip(1) {
            write!(f, "  {cell:>width$}")?;
        }
        writeln!(f)?;
    }
    Ok(())
}

/// Three digits and a unit.
fn short(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    let (value, unit) = match seconds {
        s if s >= 3600.0 => (s / 3600.0, "h"),
        s if s >= 60.0 => (s / 60.0, "min"),
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    let digits = if value >= 100.0 || value == value.trunc() {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_three_digits_and_a_unit() {
        let said = [7, 1_500, 12_340, 250_000, 61_000_000, 5_400_000_000].map(|us| short(Duration::from_micros(us)));
        assert_eq!(said, ["7 µs", "1.50 ms", "12.3 ms", "250 ms", "1.02 min", "1.50 h"]);
    }
}
