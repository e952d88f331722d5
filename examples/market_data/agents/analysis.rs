//! What a day looks like beside the days before it.

use orch::agent;
use serde::{Deserialize, Serialize};

use super::super::bar::Bar;
use super::storing::Record;

/// With fewer days to compare with, nothing is out of the ordinary.
const ENOUGH: usize = 10;
/// So many standard deviations away from the usual return is worth a look.
const UNUSUAL_RETURN: f64 = 4.0;
/// So many times the usual volume is worth a look.
const UNUSUAL_VOLUME: f64 = 3.0;
const TRADING_DAYS_A_YEAR: f64 = 252.0;

/// A day in numbers. What needs more days than there are is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicators {
    /// The logarithmic return since the day before.
    #[serde(rename = "return")]
    pub change: Option<f64>,
    /// The mean close of the window and this day.
    pub moving_average: f64,
    /// The standard deviation of the window's returns, for a year.
    pub volatility: Option<f64>,
}

/// What is out of the ordinary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Anomaly {
    /// How many standard deviations the return is away from the window's mean.
    pub z_score: Option<f64>,
    /// The volume as a multiple of the window's mean.
    pub relative_volume: Option<f64>,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    UnusualReturn,
    UnusualVolume,
}

/// Whether a person should look at it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Grade {
    Clean(Record),
    Suspicious(Report),
}

/// A record, and why it should be looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub record: Record,
    pub reasons: Vec<String>,
}

/// Return, moving average and volatility.
#[agent(pure, timeout = 1s)]
pub async fn enrich(bar: &Bar, window: &[Bar]) -> Indicators {
    let closes = || window.iter().chain([bar]).map(|bar| bar.close);
    Indicators {
        change: window.last().map(|before| log_return(before, bar)),
        moving_average: closes().sum::<f64>() / (window.len() + 1) as f64,
        volatility: spread(&returns(window)).map(|(_, deviation)| deviation * TRADING_DAYS_A_YEAR.sqrt()),
    }
}

/// Compares the day's return and volume with those of its window.
#[agent(pure, timeout = 1s)]
pub async fn detect(bar: &Bar, window: &[Bar]) -> Anomaly {
    if window.len() < ENOUGH {
        return Anomaly { z_score: None, relative_volume: None, findings: Vec::new() };
    }
    let change = window.last().map(|before| log_return(before, bar));
    let z_score = change.zip(spread(&returns(window))).map(|(change, (mean, deviation))| (change - mean) / deviation);
    let usual = window.iter().map(|bar| bar.volume as f64).sum::<f64>() / window.len() as f64;
    let relative_volume = Some(bar.volume as f64 / usual);
    let mut findings = Vec::new();
    if z_score.is_some_and(|z| z.abs() > UNUSUAL_RETURN) {
        findings.push(Finding::UnusualReturn);
    }
    if relative_volume.is_some_and(|times| times > UNUSUAL_VOLUME) {
        findings.push(Finding::UnusualVolume);
    }
    Anomaly { z_score, relative_volume, findings }
}

/// Puts everything that is known into a record, and decides who sees it next.
#[agent(pure, timeout = 1s)]
pub async fn grade(bar: &Bar, indicators: &Indicators, anomaly: &Anomaly) -> Grade {
    let record = Record { bar: bar.clone(), indicators: indicators.clone(), anomaly: anomaly.clone(), review: None };
    let reasons: Vec<String> = anomaly.findings.iter().map(|finding| reason(*finding, anomaly)).collect();
    if reasons.is_empty() { Grade::Clean(record) } else { Grade::Suspicious(Report { record, reasons }) }
}

fn reason(finding: Finding, anomaly: &Anomaly) -> String {
    match finding {
        Finding::UnusualReturn => format!("return {:+.1} σ", anomaly.z_score.unwrap_or_default()),
        Finding::UnusualVolume => format!("volume {:.1} × usual", anomaly.relative_volume.unwrap_or_default()),
    }
}

fn log_return(before: &Bar, bar: &Bar) -> f64 {
    (bar.close / before.close).ln()
}

fn returns(window: &[Bar]) -> Vec<f64> {
    window.windows(2).map(|pair| log_return(&pair[0], &pair[1])).collect()
}

/// Mean and standard deviation, if there is any.
fn spread(values: &[f64]) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (values.len() > 1 && variance > 0.0).then(|| (mean, variance.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(day: i8, close: f64, volume: u64) -> Bar {
        let text = format!("2000-01-{day:02},{close},{close},{close},{close},{close},{volume}");
        Bar::read(&text).expect("a bar")
    }

    fn quiet_days(count: i8) -> Vec<Bar> {
        (1..=count).map(|day| bar(day, 100.0 + f64::from(day % 2), 1000)).collect()
    }

    #[tokio::test]
    async fn the_first_day_has_nothing_to_look_back_at() {
        let indicators = enrich(&bar(1, 100.0, 1000), &[]).await;
        assert_eq!(indicators, Indicators { change: None, moving_average: 100.0, volatility: None });
        assert_eq!(detect(&bar(1, 100.0, 1000), &[]).await.findings, []);
    }

    #[tokio::test]
    async fn indicators_are_those_of_the_textbook() {
        let window = [bar(1, 100.0, 1), bar(2, 110.0, 1), bar(3, 99.0, 1)];
        let indicators = enrich(&bar(4, 103.0, 1), &window).await;
        assert_eq!(indicators.moving_average, 103.0);
        assert!((indicators.change.expect("a return") - (103.0_f64 / 99.0).ln()).abs() < 1e-12);
        // Returns ln 1.1 and ln 0.9: their deviation is (ln 1.1 - ln 0.9) / √2.
        let expected = (1.1_f64.ln() - 0.9_f64.ln()) / 2.0_f64.sqrt() * 252.0_f64.sqrt();
        assert!((indicators.volatility.expect("a volatility") - expected).abs() < 1e-12);
    }

    #[tokio::test]
    async fn a_jump_and_a_rush_are_found_and_graded() {
        let window = quiet_days(20);
        let quiet = bar(21, 101.0, 1000);
        assert_eq!(detect(&quiet, &window).await.findings, []);
        let wild = bar(21, 140.0, 5000);
        let anomaly = detect(&wild, &window).await;
        assert_eq!(anomaly.findings, [Finding::UnusualReturn, Finding::UnusualVolume]);
        let indicators = enrich(&wild, &window).await;
        let Grade::Suspicious(report) = grade(&wild, &indicators, &anomaly).await else { panic!("not suspicious") };
        assert_eq!(report.reasons[1], "volume 5.0 × usual");
        assert!(report.record.review.is_none());
    }

    #[tokio::test]
    async fn days_that_never_move_have_no_deviation_to_compare_with() {
        let window: Vec<Bar> = (1..=20).map(|day| bar(day, 100.0, 1000)).collect();
        let anomaly = detect(&bar(21, 150.0, 1000), &window).await;
        assert_eq!((anomaly.z_score, anomaly.findings), (None, vec![]));
    }
}
