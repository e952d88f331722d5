//! Measurements: ours beside a floor in one run, as one JSON object a line.

pub(crate) mod compile_time;
pub(crate) mod durable;
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

/// One line of output, of what has no floor.
#[derive(Serialize)]
struct Alone<'a> {
    measure: &'a str,
    ours: f64,
    unit: &'a str,
}

/// Prints one measurement that has no floor.
fn print_alone(measure: &str, ours: f64, unit: &str) {
    let line = Alone { measure, ours: (ours * 1000.0).round() / 1000.0, unit };
    println!("{}", serde_json::to_string(&line).expect("numbers and names are JSON"));
}

/// The median.
fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
