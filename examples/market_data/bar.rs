//! A trading day, and how its text is read: strictly, or with what can be mended. Plain Rust.

use std::fmt;

use jiff::civil::Date;
use orch::Classify;
use serde::{Deserialize, Serialize};

/// The columns, in their order.
pub const COLUMNS: [&str; 7] = ["date", "open", "high", "low", "close", "adjclose", "volume"];

/// Two columns that changed places give a range like any other. A wider one is no exchange, it is nonsense.
const PLAUSIBLE_RANGE: f64 = 0.25;

/// One trading day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    pub date: Date,
    pub open: f64,
    pub high: f64,
    pub low: f64,
    pub close: f64,
    pub adjclose: f64,
    pub volume: u64,
    /// What was wrong with the line at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
    /// What had to be mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
}

/// Something that was wrong with a line and could be put right without guessing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    Whitespace,
    Quotes,
    ThousandsSeparators,
    DateSeparators,
    HighAndLowSwapped,
    AdjcloseTakenFromClose,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Repair::Whitespace => "removed spaces",
            Repair::Quotes => "removed quotes",
            Repair::ThousandsSeparators => "removed thousands separators",
            Repair::DateSeparators => "wrote the date with dashes",
            Repair::HighAndLowSwapped => "exchanged high and low, which were swapped",
            Repair::AdjcloseTakenFromClose => "took the missing adjclose from close",
        })
    }
}

/// Why a line is no bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum ParseError {
    #[error("{found} fields instead of {}", COLUMNS.len())]
    #[permanent]
    Fields { found: usize },
    #[error("date `{0}` is no date from 1800 to 2199 in the form 2000-01-31")]
    #[permanent]
    Date(String),
    #[error("{column} is missing")]
    #[permanent]
    Missing { column: String },
    #[error("{column} `{text}` is no number")]
    #[permanent]
    Number { column: String, text: String },
    #[error("{column} is {text}, but must be positive")]
    #[permanent]
    NotPositive { column: String, text: String },
    #[error("high {high} is below low {low}")]
    #[permanent]
    HighBelowLow { high: f64, low: f64 },
    #[error("{column} {value} is not between low {low} and high {high}")]
    #[permanent]
    OutOfRange { column: String, value: f64, low: f64, high: f64 },
}

impl Bar {
    /// Reads a line as it should be.
    pub fn read(text: &str) -> Result<Bar, ParseError> {
        Bar::from_fields(&text.split(',').collect::<Vec<_>>())
    }

    /// Reads a line that is not as it should be. What is mended is noted in the bar; what remains wrong is the error.
    pub fn mend(text: &str) -> Result<Bar, ParseError> {
        let (mut fields, mut repairs) = (unquote(text), Vec::new());
        if text.contains('"') {
            repairs.push(Repair::Quotes);
        }
        for field in &mut fields {
            mend_field(field, Repair::Whitespace, &mut repairs, |text| Some(text.trim().to_owned()));
        }
        if let [date, numbers @ ..] = fields.as_mut_slice() {
            mend_field(date, Repair::DateSeparators, &mut repairs, |text| Some(text.replace(['/', '.'], "-")));
            for number in numbers {
                mend_field(number, Repair::ThousandsSeparators, &mut repairs, without_separators);
            }
        }
        if let [_, _, _, _, close, adjclose, _] = fields.as_mut_slice() {
            let missing = ["", "-", "na", "n/a", "nan", "null"].contains(&adjclose.to_lowercase().as_str());
            let close = missing.then(|| close.clone());
            mend_field(adjclose, Repair::AdjcloseTakenFromClose, &mut repairs, |_| close);
        }
        let mut read = Bar::from_fields(&fields);
        if let Err(ParseError::HighBelowLow { high, low }) = read
            && low - high <= PLAUSIBLE_RANGE * low
        {
            fields.swap(2, 3);
            repairs.push(Repair::HighAndLowSwapped);
            read = Bar::from_fields(&fields);
        }
        read.map(|bar| Bar { repairs, ..bar })
    }

    fn from_fields<T: AsRef<str>>(fields: &[T]) -> Result<Bar, ParseError> {
        let [date, open, high, low, close, adjclose, volume] = fields else {
            return Err(ParseError::Fields { found: fields.len() });
        };
        let price = |column: usize, text: &T| positive::<f64>(COLUMNS[column], text.as_ref());
        let bar = Bar {
            date: day(date.as_ref())?,
            open: price(1, open)?,
            high: price(2, high)?,
            low: price(3, low)?,
            close: price(4, close)?,
            adjclose: price(5, adjclose)?,
            volume: positive(COLUMNS[6], volume.as_ref())?,
            complaint: None,
            repairs: Vec::new(),
        };
        bar.consistent()
    }

    fn consistent(self) -> Result<Bar, ParseError> {
        let Bar { high, low, .. } = self;
        if high < low {
            return Err(ParseError::HighBelowLow { high, low });
        }
        for (column, value) in [("open", self.open), ("close", self.close)] {
            if !(low..=high).contains(&value) {
                return Err(ParseError::OutOfRange { column: column.into(), value, low, high });
            }
        }
        Ok(self)
    }
}

fn day(text: &str) -> Result<Date, ParseError> {
    let wrong = || ParseError::Date(shortened(text));
    let date: Date = text.parse().map_err(|_| wrong())?;
    let written_in_full = text.len() == "2000-01-31".len();
    if written_in_full && (1800..2200).contains(&date.year()) { Ok(date) } else { Err(wrong()) }
}

/// A finite number above zero: `inf` and `nan` are numbers to Rust, but nobody paid them.
fn positive<N: std::str::FromStr + PartialOrd + Default>(column: &str, text: &str) -> Result<N, ParseError> {
    let column = || column.to_owned();
    match (text.parse::<N>(), text.parse::<f64>()) {
        (Ok(number), Ok(float)) if float.is_finite() && number > N::default() => Ok(number),
        (_, Ok(float)) if float <= 0.0 => Err(ParseError::NotPositive { column: column(), text: shortened(text) }),
        _ if text.trim().is_empty() => Err(ParseError::Missing { column: column() }),
        _ => Err(ParseError::Number { column: column(), text: shortened(text) }),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The fields of a line that may have commas within quotes.
fn unquote(text: &str) -> Vec<String> {
    let mut quoted = false;
    let mut fields = vec![String::new()];
    for c in text.chars() {
        match (c, fields.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => fields.push(String::new()),
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    fields
}

/// `1,469.25`, `931 800 000` and `1'469` without what groups their digits.
fn without_separators(text: &str) -> Option<String> {
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split([',', ' ', '_', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = (1..=3).contains(&first.len()) && !rest.is_empty() && rest.iter().all(|group| group.len() == 3);
    grouped.then(|| groups.concat() + &text[whole.len()..])
}

fn mend_field(
    field: &mut String,
    repair: Repair,
    repairs: &mut Vec<Repair>,
    mend: impl FnOnce(&str) -> Option<String>,
) {
    if let Some(mended) = mend(field).filter(|mended| mended != field) {
        *field = mended;
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "2000-01-03,1469.25,1478.0,1438.36,1455.22,1455.22,931800000";

    #[test]
    fn a_good_line_is_read_as_it_stands() {
        let bar = Bar::read(GOOD).expect("a bar");
        assert_eq!((bar.date.to_string().as_str(), bar.open, bar.volume), ("2000-01-03", 1469.25, 931_800_000));
        assert_eq!(Bar::mend(GOOD), Ok(bar), "mending what is whole changes nothing");
    }

    #[test]
    fn what_is_meant_is_mended_and_noted() {
        let whole = Bar::read(GOOD).expect("a bar");
        let cases = [
            ("2000-01-03, 1469.25,1478.0,1438.36,1455.22 ,1455.22,931800000", vec![Repair::Whitespace]),
            (
                "2000-01-03,\"1,469.25\",1478.0,1438.36,1455.22,1455.22,\"931,800,000\"",
                vec![Repair::Quotes, Repair::ThousandsSeparators],
            ),
            ("2000-01-03,1469.25,1478.0,1438.36,1455.22,1455.22,931_800_000", vec![Repair::ThousandsSeparators]),
            ("2000/01/03,1469.25,1478.0,1438.36,1455.22,1455.22,931800000", vec![Repair::DateSeparators]),
            ("2000-01-03,1469.25,1438.36,1478.0,1455.22,1455.22,931800000", vec![Repair::HighAndLowSwapped]),
            ("2000-01-03,1469.25,1478.0,1438.36,1455.22,,931800000", vec![Repair::AdjcloseTakenFromClose]),
        ];
        for (text, repairs) in cases {
            assert!(Bar::read(text).is_err(), "{text}");
            assert_eq!(Bar::mend(text), Ok(Bar { repairs, ..whole.clone() }), "{text}");
        }
    }

    #[test]
    fn what_would_be_a_guess_is_refused() {
        let cases = [
            ("2000-01-03,1469.25,1478.0", "3 fields instead of 7"),
            ("2000-01-03,1469.25,1478.0,1438.36,1455.22,931800000", "6 fields instead of 7"),
            ("2000-01-03,lots,1478.0,1438.36,1455.22,1455.22,931800000", "open `lots` is no number"),
            ("2000-01-03, ,1478.0,1438.36,1455.22,1455.22,931800000", "open is missing"),
            ("2000-01-03,nan,1478.0,1438.36,1455.22,1455.22,931800000", "open `nan` is no number"),
            ("2000-01-03,-1,1478.0,1438.36,1455.22,1455.22,931800000", "open is -1, but must be positive"),
            ("2000-01-03,1469.25,1478.0,1438.36,1455.22,1455.22,0", "volume is 0, but must be positive"),
            ("2000-01-03,1469.25,1.0,1438.36,1455.22,1455.22,931800000", "high 1 is below low 1438.36"),
            ("2000-01-03,1469.25,1438.36,1450,1445,1455,9", "open 1469.25 is not between low 1438.36 and high 1450"),
            ("2000-02-30,1469.25,1478.0,1438.36,1455.22,1455.22,931800000", "date `2000-02-30` is no date"),
            ("20000103,1469.25,1478.0,1438.36,1455.22,1455.22,931800000", "date `20000103` is no date"),
            ("", "1 fields instead of 7"),
        ];
        for (text, reason) in cases {
            let said = Bar::mend(text).expect_err(text).to_string();
            assert!(said.starts_with(reason), "{text}: {said}");
        }
    }
}
