//! What people see while the file goes through: a bar on a terminal, plain lines elsewhere.

use std::fmt::{self, Display};
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use super::agents::Receipt;

/// Where there is no bar, a line tells of each so many lines.
const EVERY: u64 = 1000;

/// Shows progress and counts. Everything goes to standard error.
pub struct Progress {
    bar: ProgressBar,
    tally: Mutex<Tally>,
}

/// What became of the lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub lines: u64,
    pub stored: u64,
    pub repaired: u64,
    pub reviewed: u64,
    pub rejected: u64,
    pub waiting: u64,
}

impl Progress {
    /// For a file of so many bytes.
    pub fn new(bytes: u64) -> Progress {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(bytes) } else { ProgressBar::hidden() };
        let style = "{bar:40.cyan} {percent:>3} %  {msg}  {elapsed}";
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, tally: Mutex::default() }
    }

    /// A line was read; the file is read up to this byte.
    pub fn read(&self, bytes: u64) {
        let mut tally = self.tally();
        tally.lines += 1;
        self.bar.set_position(bytes);
        if tally.lines.is_multiple_of(EVERY) && self.bar.is_hidden() {
            eprintln!("{tally}");
        }
    }

    /// A day is stored.
    pub fn stored(&self, line: &dyn Display, receipt: &Receipt) {
        let mut tally = self.tally();
        tally.stored += 1;
        tally.reviewed += u64::from(receipt.reviewed);
        if let Some(complaint) = &receipt.complaint {
            tally.repaired += 1;
            let repairs: Vec<String> = receipt.repairs.iter().map(ToString::to_string).collect();
            self.say(format!("{line}: {complaint}; repaired: {}", repairs.join(", ")));
        }
        self.bar.set_message(tally.to_string());
    }

    /// A line is not stored.
    pub fn rejected(&self, line: &dyn Display, reason: &dyn Display) {
        self.tally().rejected += 1;
        self.say(format!("{line}: {reason}"));
    }

    /// A day waits for somebody.
    pub fn waiting(&self) {
        self.tally().waiting += 1;
    }

    /// Ends it, and gives what was counted.
    pub fn finish(&self) -> Tally {
        self.bar.finish_and_clear();
        *self.tally()
    }

    fn say(&self, line: String) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { lines, stored, repaired, reviewed, rejected, waiting } = self;
        write!(f, "{lines} lines: {stored} stored ({repaired} repaired, {reviewed} reviewed), ")?;
        write!(f, "{rejected} rejected, {waiting} waiting")
    }
}
