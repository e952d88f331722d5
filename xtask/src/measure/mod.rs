//! Measurements: ours beside a floor in one run, as one JSON object a line.

pub(crate) mod compile_time;
pub(crate) mod overhead;

use serde::Serialize;

/// One line of output.
#[derive(Serialize)]
struct Line<'a> {
    measure: &'a str,
    ours: f64,
    floor: f64,
    ratio: f64,
    unit: &'a str,
}

/// Prints one measurement.
fn print(measure: &str, ours: f64, floor: f64, unit: &str) {
    let round = |number: f64| (number * 1000.0).round() / 1000.0;
    let line = Line { measure, ours: round(ours), floor: round(floor), ratio: round(ours / floor), unit };
    println!("{}", serde_json::to_string(&line).expect("numbers and names are JSON"));
}

/// The median.
fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
