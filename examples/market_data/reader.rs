//! Reads the file line by line, and gives each line its window: the bars before it.
//!
//! Memory stays bounded whatever the file holds: a line is read up to [`LONGEST_LINE`], the window has [`WINDOW`] bars, and
//! there are only so many dates in a calendar. Plain Rust.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::bar::{Bar, COLUMNS};

/// How many bars a line can look back at.
pub const WINDOW: usize = 20;

/// How many bytes a line may have. A bar has about 80.
pub const LONGEST_LINE: usize = 64 * 1024;

/// A line of the file, with the bars before it, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    pub text: String,
    pub window: Vec<Bar>,
}

impl Line {
    /// The day that it is about, if it says so.
    pub fn day(&self) -> Option<Date> {
        let bar = Bar::read(&self.text).or_else(|_| Bar::mend(&self.text)).ok()?;
        Some(bar.date)
    }
}

/// A line that does not get as far as the pipeline.
#[derive(Debug)]
pub struct Refused {
    pub number: u64,
    pub reason: Reason,
}

/// Why a line is refused, or the file.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    #[error("longer than {} KiB", LONGEST_LINE / 1024)]
    TooLong,
    #[error("not UTF-8 from byte {0} on")]
    NotUtf8(usize),
    #[error("{date} was there before, on line {first}")]
    Duplicate { date: Date, first: u64 },
    #[error("the columns are `{0}`, not `{columns}`", columns = COLUMNS.join(","))]
    Header(String),
    #[error("the file is empty; expected are the columns `{columns}`", columns = COLUMNS.join(","))]
    Empty,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Reason {
    /// Whether nothing after this line can be read.
    fn is_fatal(&self) -> bool {
        matches!(self, Reason::Header(_) | Reason::Empty | Reason::Io(_))
    }
}

/// An iterator over the lines of a file. Whether it read them all is for [`Reader::finish`] to say.
pub struct Reader<R> {
    input: R,
    buffer: Vec<u8>,
    number: u64,
    bytes: u64,
    size: u64,
    ended: Option<Result<(), Reason>>,
    window: VecDeque<Bar>,
    seen: BTreeMap<Date, u64>,
}

impl Reader<BufReader<File>> {
    /// Opens a file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Reader { size, ..Reader::new(BufReader::with_capacity(LONGEST_LINE, file)) })
    }
}

impl<R: BufRead> Reader<R> {
    /// Reads from anything.
    pub fn new(input: R) -> Self {
        let (window, seen) = (VecDeque::with_capacity(WINDOW), BTreeMap::new());
        Reader { input, buffer: Vec::new(), number: 0, bytes: 0, size: 0, ended: None, window, seen }
    }

    /// How many bytes there were in the file when it was opened, if it is one.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether everything up to the end could be read.
    ///
    /// # Errors
    /// What ended the reading before.
    pub fn finish(self) -> Result<(), Reason> {
        self.ended.unwrap_or(Ok(()))
    }

    fn read(&mut self) -> Result<Option<Line>, Reason> {
        loop {
            let Some(length) = self.next_line()? else {
                return if self.number == 0 { Err(Reason::Empty) } else { Ok(None) };
            };
            self.number += 1;
            if length > LONGEST_LINE {
                return Err(Reason::TooLong);
            }
            let text = str::from_utf8(&self.buffer).map_err(|error| Reason::NotUtf8(error.valid_up_to()))?;
            let text = text.trim_end_matches('\r').trim_start_matches('\u{feff}');
            if text.trim().is_empty() || (self.number == 1 && is_header(text)?) {
                continue;
            }
            let (text, window) = (text.to_owned(), self.window.iter().cloned().collect());
            self.remember(&text)?;
            return Ok(Some(Line { number: self.number, text, window }));
        }
    }

    /// Reads up to the end of a line, keeps what a line may have of it, and tells how long it was.
    fn next_line(&mut self) -> io::Result<Option<usize>> {
        self.buffer.clear();
        let mut length = 0;
        loop {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                return Ok((length > 0).then_some(length));
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            let room = LONGEST_LINE - self.buffer.len();
            self.buffer.extend_from_slice(&part[..part.len().min(room)]);
            length += part.len();
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            self.bytes += used as u64;
            if end.is_some() {
                return Ok(Some(length));
            }
        }
    }

    /// Notes the date and the bar. Whether a line without a bar can be saved is for the pipeline to say.
    fn remember(&mut self, text: &str) -> Result<(), Reason> {
        let Ok(bar) = Bar::read(text).or_else(|_| Bar::mend(text)) else { return Ok(()) };
        let date = bar.date;
        if let Some(first) = self.seen.get(&date) {
            return Err(Reason::Duplicate { date, first: *first });
        }
        self.seen.insert(date, self.number);
        if self.window.len() == WINDOW {
            self.window.pop_front();
        }
        self.window.push_back(bar);
        Ok(())
    }
}

/// A file may come without its header, but not with another one.
fn is_header(text: &str) -> Result<bool, Reason> {
    let names = text.split(',').map(|name| name.trim().trim_matches('"').to_lowercase());
    match names.collect::<Vec<_>>() {
        names if names == COLUMNS => Ok(true),
        names if names.iter().any(|name| name == "date") => Err(Reason::Header(text.chars().take(100).collect())),
        _ => Ok(false),
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Line, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended.is_some() {
            return None;
        }
        match self.read() {
            Ok(Some(line)) => Some(Ok(line)),
            Err(reason) if !reason.is_fatal() => Some(Err(Refused { number: self.number, reason })),
            ended => {
                self.ended = Some(ended.map(drop));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn bar(day: u64) -> String {
        format!("2000-01-{day:02},10,12,9,11,11,1000")
    }

    fn read(text: &[u8]) -> Vec<Result<Line, String>> {
        Reader::new(text)
            .map(|line| line.map_err(|refused| format!("line {}: {}", refused.number, refused.reason)))
            .collect()
    }

    #[test]
    fn each_line_has_the_bars_before_it() {
        let text: Vec<String> = (1..=25).map(bar).collect();
        let lines = read(format!("date,open,high,low,close,adjclose,volume\r\n{}", text.join("\r\n")).as_bytes());
        let lines: Vec<Line> = lines.into_iter().map(|line| line.expect("a line")).collect();
        assert_eq!((lines[0].number, lines[0].window.len()), (2, 0));
        assert_eq!((lines[24].number, lines[24].window.len()), (26, WINDOW));
        let days: Vec<i8> = lines[24].window.iter().map(|bar| bar.date.day()).collect();
        assert_eq!(days, (5..=24).collect::<Vec<i8>>());
    }

    #[test]
    fn a_bad_line_costs_only_itself() {
        let mut text = [bar(1), bar(2), bar(1)].join("\n").into_bytes();
        text.extend(b"\n2000-\xff\n\n");
        text.extend(bar(3).bytes());
        let [one, two, again, bytes, three] = read(&text).try_into().expect("five");
        assert_eq!((one.expect("a line").number, two.expect("a line").number), (1, 2));
        assert_eq!(again, Err("line 3: 2000-01-01 was there before, on line 1".into()));
        assert_eq!(bytes, Err("line 4: not UTF-8 from byte 5 on".into()));
        let three = three.expect("a line");
        assert_eq!((three.number, three.window.len()), (6, 2));
    }

    #[test]
    fn an_endless_line_is_not_held() {
        let text = io::repeat(b'7').take(100 << 20).chain(b"\n".as_slice());
        let mut reader = Reader::new(BufReader::new(text));
        assert!(matches!(reader.next(), Some(Err(Refused { number: 1, reason: Reason::TooLong }))));
        assert!(reader.buffer.capacity() <= 2 * LONGEST_LINE, "{}", reader.buffer.capacity());
        assert!(reader.next().is_none());
    }

    #[test]
    fn a_file_without_bars_says_so() {
        let said = |text: &[u8]| {
            let mut reader = Reader::new(text);
            assert!(reader.next().is_none());
            reader.finish().map_err(|reason| reason.to_string())
        };
        assert!(said(b"").is_err_and(|reason| reason.starts_with("the file is empty")));
        assert!(
            said(b"date,price\n2000-01-03,1").is_err_and(|reason| reason.starts_with("the columns are `date,price`"))
        );
        assert_eq!(said(b"date,open,high,low,close,adjclose,volume\n"), Ok(()));
    }
}
